package io.brine.transport.zmtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** REQ: sends and receives strictly by turns; each request goes to the next peer, and only that one's answer is taken. */
final class RequestPattern implements SocketPattern {
    private static final byte[] DELIMITER = {};

    private final SocketCore core;
    private Pipe asked;
    private boolean awaiting;

    RequestPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        if (awaiting) {
            throw new IllegalStateException("A REQ must receive its answer before it sends again");
        }
        List<byte[]> request = new ArrayList<>(frames.size() + 1);
        request.add(DELIMITER);
        request.addAll(frames);
        asked = core.offerInTurnTo(request);
        awaiting = asked != null;
        return awaiting;
    }

    @Override
    public Optional<List<byte[]>> receive() {
        if (!awaiting) {
            throw new IllegalStateException("A REQ must send before it receives");
        }
        Optional<FairQueue.Taken> answer = core.inbound().take();
        if (answer.isPresent()) {
            awaiting = false;
            asked = null;
        }
        return answer.map(FairQueue.Taken::frames);
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        if (!awaiting || pipe != asked || pipe.hasInbound()) {
            core.count(Refusal.UNEXPECTED_MESSAGE);
        } else if (frames.size() < 2 || frames.get(0).length > 0) {
            core.count(Refusal.MALFORMED_ENVELOPE);
        } else {
            core.arrived(pipe, frames.subList(1, frames.size()));
        }
    }
}
