package io.brine.master;

import io.brine.channel.RequestListener;
import io.brine.channel.RequestRefusal;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one line for everything that is refused, with the claimed name and the peer's address, and hands every call on to
 * another listener. Of one kind ten lines a minute at most, so that nobody can flood the log; the listener hears each.
 */
final class RefusalLog implements MasterListener, RequestListener {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final int LINES_A_MINUTE = 10;
    private static final int LONGEST_NAME = 200;

    private final MasterListener next;
    private final Clock clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    /** @param minute since 1970 @param seen in it @param untold in it and before, since the last line */
    private record Window(long minute, int seen, long untold) {
        boolean isTold() {
            return seen <= LINES_A_MINUTE;
        }
    }

    RefusalLog(MasterListener next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void onRefused(RequestRefusal reason, Connection from, String claimedId, String detail) {
        onRequestRefused(reason, claimedId, from.peerAddress());
        String who = claimedId.isEmpty() ? "nobody" : claimedId;
        tell(reason.name(), "request refused: " + reason + " " + detail + " (claims to be " + cut(who) + ")", from);
    }

    /** The router has told of it with the command's name; what is left is what broke in the channel itself. */
    @Override
    public void onHandlerFailed(Connection from, String claimedId, String cmd, Throwable failure) {
        if (cmd.isEmpty()) {
            next.onRequestFailed("", failure);
            tell("failed", "a request broke the channel: " + failure, from);
        }
    }

    @Override
    public void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {
        next.onRequestRefused(reason, claimedId, peerAddress);
    }

    @Override
    public void onRequestOverflow(String peerAddress) {
        next.onRequestOverflow(peerAddress);
        tell("overflow", Level.WARN, "too many requests wait, one was not looked at", peerAddress);
    }

    @Override
    public void onRequestAbandoned(String cmd, String peerAddress) {
        next.onRequestAbandoned(cmd, peerAddress);
    }

    @Override
    public void onMinionConnected(String id, String peerAddress) {
        next.onMinionConnected(id, peerAddress);
    }

    @Override
    public void onMinionLost(String id, String reason) {
        next.onMinionLost(id, reason);
    }

    @Override
    public void onDuplicateMinion(String id, List<String> addresses) {
        next.onDuplicateMinion(id, addresses);
    }

    @Override
    public void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {
        next.onSlowSubscriber(connection, id, why, isCut);
        String who = id.isEmpty() ? "a subscriber nobody knows" : "minion " + cut(id);
        String line = who + (isCut ? " is cut off: " : " does not take what is published: ") + why;
        tell(isCut ? "slow cut" : "slow", Level.WARN, line, connection.peerAddress());
    }

    @Override
    public void onSilentTwin(String id, String peerAddress) {
        next.onSilentTwin(id, peerAddress);
    }

    @Override
    public void onRequestHandled(String cmd, Duration waited, Duration took) {
        next.onRequestHandled(cmd, waited, took);
    }

    @Override
    public void onRequestFailed(String cmd, Throwable failure) {
        next.onRequestFailed(cmd, failure);
    }

    @Override
    public void onUnknownCommand(String cmd, String peerAddress) {
        next.onUnknownCommand(cmd, peerAddress);
        tell("unknown", Level.ERROR, "Requested method not exposed: " + cut(cmd), peerAddress);
    }

    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        next.onAuthentication(id, outcome, peerAddress);
        if (!outcome.equals("accept") && !outcome.equals("pend")) {
            tell("auth " + outcome, Level.WARN, "authentication of " + cut(id) + ": " + outcome, peerAddress);
        }
    }

    @Override
    public void onMinionHeard(MinionId id, String cmd, String peerAddress, Object ts) {
        next.onMinionHeard(id, cmd, peerAddress, ts);
    }

    @Override
    public void onMinionVersion(MinionId id, String saltVersion) {
        next.onMinionVersion(id, saltVersion);
    }

    @Override
    public void onSubscriberReady(Connection connection) {
        next.onSubscriberReady(connection);
    }

    @Override
    public void onSubscriberNamed(Connection connection, String id, boolean isProven) {
        next.onSubscriberNamed(connection, id, isProven);
    }

    @Override
    public void onSubscriberGone(Connection connection, String id, String reason) {
        next.onSubscriberGone(connection, id, reason);
    }

    @Override
    public void onMinionNotProven(String cmd, String claimedId, String peerAddress) {
        next.onMinionNotProven(cmd, claimedId, peerAddress);
        tell("not proven", Level.WARN, cmd + " refused: no proof to be " + cut(claimedId), peerAddress);
    }

    @Override
    public void onPersonRefused(String cmd, String kind, String user, String peerAddress) {
        next.onPersonRefused(cmd, kind, user, peerAddress);
        String line = "Authentication failure of type \"" + kind + "\" occurred for user " + cut(user) + " in " + cmd;
        tell("person", Level.WARN, line, peerAddress);
    }

    @Override
    public void onNotAllowed(String cmd, String who) {
        next.onNotAllowed(cmd, who);
        tell("not allowed", Level.WARN, cut(who) + " may not do this: " + cmd, "");
    }

    @Override
    public void onMinionEvent(MinionId id, String tag) {
        next.onMinionEvent(id, tag);
    }

    @Override
    public void onFileServed(String minion, String saltenv, String path, long loc, long bytes, boolean found) {
        next.onFileServed(minion, saltenv, path, loc, bytes, found);
    }

    @Override
    public void onPillarCompiled(MinionId id, Duration took) {
        next.onPillarCompiled(id, took);
    }

    @Override
    public void onTemplateRendered(Duration took) {
        next.onTemplateRendered(took);
    }

    @Override
    public void onEventFiltered(MinionId id, String tag) {
        next.onEventFiltered(id, tag);
        tell("event", Level.WARN, "Filtering blacklisted event tag " + cut(tag) + " of minion " + id, "");
    }

    @Override
    public void onPublished(String jid, Map<String, Object> load, List<String> expected) {
        next.onPublished(jid, load, expected);
    }

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        next.onReturn(jid, id, load);
    }

    @Override
    public void onReplay(String jid, MinionId id) {
        next.onReplay(jid, id);
    }

    @Override
    public void onForeignReturn(String jid, MinionId id) {
        next.onForeignReturn(jid, id);
        tell(
                "foreign return",
                Level.WARN,
                "a return of " + id + " for job " + jid + " is not taken: not meant for it",
                "");
    }

    @Override
    public void onPublishLost(String user, Throwable why) {
        next.onPublishLost(user, why);
    }

    @Override
    public void onReturnLost(String jid, MinionId id, Throwable why) {
        next.onReturnLost(jid, id, why);
    }

    @Override
    public void onKeyRotated(String why) {
        next.onKeyRotated(why);
    }

    private void tell(String kind, String line, Connection from) {
        tell(kind, Level.WARN, line, from.peerAddress());
    }

    private void tell(String kind, Level level, String line, String peerAddress) {
        long minute = clock.millis() / 60_000;
        Window[] before = new Window[1];
        Window now = windows.compute(kind, (same, window) -> {
            before[0] = window;
            return next(window, minute);
        });
        if (!now.isTold()) {
            return;
        }
        long untold = before[0] == null ? 0 : before[0].untold();
        String from = peerAddress.isEmpty() ? "" : ", from " + peerAddress;
        String more = untold == 0 ? "" : "; " + untold + " more of this kind were not written here";
        LOG.atLevel(level).log("{}{}{}", line, from, more);
    }

    private static Window next(Window window, long minute) {
        int seen = window == null || window.minute() != minute ? 1 : window.seen() + 1;
        long untold = seen <= LINES_A_MINUTE ? 0 : window.untold() + 1;
        return new Window(minute, seen, untold);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
