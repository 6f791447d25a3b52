package io.brine.master;

import io.brine.channel.RequestRefusal;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells each of several listeners, in the order in which they were added. */
final class MasterListeners implements MasterListener {
    private volatile MasterListener[] all;

    MasterListeners(MasterListener first) {
        all = new MasterListener[] {first};
    }

    synchronized void add(MasterListener listener) {
        MasterListener[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = listener;
        all = more;
    }

    private void each(Consumer<MasterListener> tell) {
        for (MasterListener listener : all) {
            tell.accept(listener);
        }
    }

    @Override
    public void onRequestOverflow(String peerAddress) {
        each(one -> one.onRequestOverflow(peerAddress));
    }

    @Override
    public void onRequestAbandoned(String cmd, String peerAddress) {
        each(one -> one.onRequestAbandoned(cmd, peerAddress));
    }

    @Override
    public void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {
        each(one -> one.onRequestRefused(reason, claimedId, peerAddress));
    }

    @Override
    public void onRequestHandled(String cmd, Duration waited, Duration took) {
        each(one -> one.onRequestHandled(cmd, waited, took));
    }

    @Override
    public void onRequestFailed(String cmd, Throwable failure) {
        each(one -> one.onRequestFailed(cmd, failure));
    }

    @Override
    public void onUnknownCommand(String cmd, String peerAddress) {
        each(one -> one.onUnknownCommand(cmd, peerAddress));
    }

    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        each(one -> one.onAuthentication(id, outcome, peerAddress));
    }

    @Override
    public void onMinionHeard(MinionId id, String cmd, String peerAddress, Object ts) {
        each(one -> one.onMinionHeard(id, cmd, peerAddress, ts));
    }

    @Override
    public void onMinionVersion(MinionId id, String saltVersion) {
        each(one -> one.onMinionVersion(id, saltVersion));
    }

    @Override
    public void onMinionNotProven(String cmd, String claimedId, String peerAddress) {
        each(one -> one.onMinionNotProven(cmd, claimedId, peerAddress));
    }

    @Override
    public void onPersonRefused(String cmd, String kind, String user, String peerAddress) {
        each(one -> one.onPersonRefused(cmd, kind, user, peerAddress));
    }

    @Override
    public void onNotAllowed(String cmd, String who) {
        each(one -> one.onNotAllowed(cmd, who));
    }

    @Override
    public void onMinionEvent(MinionId id, String tag) {
        each(one -> one.onMinionEvent(id, tag));
    }

    @Override
    public void onFileServed(String minion, String saltenv, String path, long loc, long bytes, boolean found) {
        each(one -> one.onFileServed(minion, saltenv, path, loc, bytes, found));
    }

    @Override
    public void onPillarCompiled(MinionId id, Duration took) {
        each(one -> one.onPillarCompiled(id, took));
    }

    @Override
    public void onTemplateRendered(Duration took) {
        each(one -> one.onTemplateRendered(took));
    }

    @Override
    public void onEventFiltered(MinionId id, String tag) {
        each(one -> one.onEventFiltered(id, tag));
    }

    @Override
    public void onPublished(String jid, Map<String, Object> load, List<String> expected) {
        each(one -> one.onPublished(jid, load, expected));
    }

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        each(one -> one.onReturn(jid, id, load));
    }

    @Override
    public void onReplay(String jid, MinionId id) {
        each(one -> one.onReplay(jid, id));
    }

    @Override
    public void onForeignReturn(String jid, MinionId id) {
        each(one -> one.onForeignReturn(jid, id));
    }

    @Override
    public void onPublishLost(String user, Throwable why) {
        each(one -> one.onPublishLost(user, why));
    }

    @Override
    public void onReturnLost(String jid, MinionId id, Throwable why) {
        each(one -> one.onReturnLost(jid, id, why));
    }

    @Override
    public void onKeyRotated(String why) {
        each(one -> one.onKeyRotated(why));
    }

    @Override
    public void onSubscriberReady(Connection connection) {
        each(one -> one.onSubscriberReady(connection));
    }

    @Override
    public void onSubscriberNamed(Connection connection, String id, boolean isProven) {
        each(one -> one.onSubscriberNamed(connection, id, isProven));
    }

    @Override
    public void onSubscriberGone(Connection connection, String id, String reason) {
        each(one -> one.onSubscriberGone(connection, id, reason));
    }

    @Override
    public void onMinionConnected(String id, String peerAddress) {
        each(one -> one.onMinionConnected(id, peerAddress));
    }

    @Override
    public void onMinionLost(String id, String reason) {
        each(one -> one.onMinionLost(id, reason));
    }

    @Override
    public void onDuplicateMinion(String id, List<String> addresses) {
        each(one -> one.onDuplicateMinion(id, addresses));
    }

    @Override
    public void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {
        each(one -> one.onSlowSubscriber(connection, id, why, isCut));
    }

    @Override
    public void onSilentTwin(String id, String peerAddress) {
        each(one -> one.onSilentTwin(id, peerAddress));
    }
}
