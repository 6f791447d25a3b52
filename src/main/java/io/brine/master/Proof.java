package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.wire.MinionId;
import java.util.Map;
import java.util.Optional;

/** Lets only those requests through whose minion has proven to be whom it names. */
final class Proof {
    private final MasterListener listener;

    Proof(MasterListener listener) {
        this.listener = listener;
    }

    /** A handler that knows who asks. */
    @FunctionalInterface
    interface OfMinion {
        Reply handle(MinionId id, Map<String, Object> load);
    }

    /** Refused requests get the encrypted empty map, as from Salt. */
    RequestHandler required(String cmd, OfMinion handler) {
        return required(cmd, new Reply.Encrypted(Map.of()), handler);
    }

    RequestHandler required(String cmd, Reply refusal, OfMinion handler) {
        return (caller, load) -> {
            Optional<MinionId> proven = caller.minion();
            if (proven.isEmpty() || !proven.equals(MinionId.of(load.get("id")))) {
                return refuse(cmd, caller, load, refusal);
            }
            return handler.handle(proven.get(), load);
        };
    }

    private Reply refuse(String cmd, Caller caller, Map<String, Object> load, Reply refusal) {
        listener.onMinionNotProven(
                cmd, String.valueOf(load.get("id")), caller.connection().peerAddress());
        return refusal;
    }
}
