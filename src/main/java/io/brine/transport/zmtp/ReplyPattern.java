package io.brine.transport.zmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * REP: receives and sends strictly by turns. A request's envelope (all up to the first empty frame) is kept and put before
 * the answer, so requests may come through any number of ROUTERs.
 */
final class ReplyPattern implements SocketPattern {
    private final SocketCore core;
    private Pipe asker;
    private List<byte[]> envelope = List.of();

    ReplyPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        if (asker == null) {
            throw new IllegalStateException("A REP must receive a request before it sends");
        }
        List<byte[]> answer = new ArrayList<>(envelope);
        answer.addAll(frames);
        asker.offerOrDrop(answer);
        asker = null;
        return true;
    }

    @Override
    public Optional<List<byte[]>> receive() {
        if (asker != null) {
            throw new IllegalStateException("A REP must answer before it receives again");
        }
        return core.inbound().take().map(this::open);
    }

    private List<byte[]> open(FairQueue.Taken request) {
        int delimiter = delimiter(request.frames());
        asker = request.from();
        envelope = request.frames().subList(0, delimiter + 1);
        return request.frames().subList(delimiter + 1, request.frames().size());
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        if (delimiter(frames) + 1 >= frames.size()) {
            core.count(Refusal.MALFORMED_ENVELOPE);
        } else {
            core.arrived(pipe, frames);
        }
    }

    private static int delimiter(List<byte[]> frames) {
        int at = 0;
        while (at < frames.size() && frames.get(at).length > 0) {
            at++;
        }
        return at;
    }
}
