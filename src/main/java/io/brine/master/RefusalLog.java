package io.brine.master;

import io.brine.channel.RequestListener;
import io.brine.channel.RequestRefusal;
import io.brine.transport.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what the channel refuses: to the listener each time, to the log at 1, 10, 100, ... of a kind, so that nobody can flood it. */
final class RefusalLog implements RequestListener {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final MasterListener listener;
    private final Map<RequestRefusal, AtomicLong> counts = new ConcurrentHashMap<>();

    RefusalLog(MasterListener listener) {
        this.listener = listener;
    }

    @Override
    public void onRefused(RequestRefusal reason, Connection from, String claimedId, String detail) {
        listener.onRequestRefused(reason, claimedId, from.peerAddress());
        long count = counts.computeIfAbsent(reason, first -> new AtomicLong()).incrementAndGet();
        if (isPowerOfTen(count)) {
            LOG.warn(
                    "request from {} refused: {} {} (claims to be {}; {} of this kind so far)",
                    from.peerAddress(),
                    reason,
                    detail,
                    claimedId.isEmpty() ? "nobody" : claimedId,
                    count);
        }
    }

    private static boolean isPowerOfTen(long count) {
        long rest = count;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }
}
