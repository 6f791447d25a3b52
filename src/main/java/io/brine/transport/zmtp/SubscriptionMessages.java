package io.brine.transport.zmtp;

import io.brine.transport.PublishServer.Delivery;
import java.util.List;

/** How a SUB tells a prefix: as a command to a ZMTP 3.1 peer, as a message to a 3.0 one. On the peer's event loop. */
final class SubscriptionMessages {
    private SubscriptionMessages() {}

    static void subscribe(Peer peer, byte[] prefix) {
        tell(peer, Command.SUBSCRIBE, 1, prefix);
    }

    static void cancel(Peer peer, byte[] prefix) {
        tell(peer, Command.CANCEL, 0, prefix);
    }

    private static void tell(Peer peer, String command, int byteOfOldForm, byte[] prefix) {
        if (peer.knowsCommands()) {
            peer.sendCommand(new Command(command, prefix));
            return;
        }
        byte[] message = new byte[1 + prefix.length];
        message[0] = (byte) byteOfOldForm;
        System.arraycopy(prefix, 0, message, 1, prefix.length);
        peer.sendAlways(FrameEncoder.message(List.of(message)), 1, Delivery.UNWATCHED);
    }
}
