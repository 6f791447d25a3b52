package io.brine.master;

import io.brine.channel.RequestRefusal;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a master tells, one line each. */
public final class RecordingListener implements MasterListener {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void onRequestRefused(RequestRefusal reason, String claimedId, String peerAddress) {
        lines.add("refused " + reason + " " + claimedId);
    }

    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        lines.add("auth " + id + " " + outcome);
    }

    @Override
    public void onMinionNotProven(String cmd, String claimedId, String peerAddress) {
        lines.add("not proven " + cmd + " " + claimedId);
    }

    @Override
    public void onPersonRefused(String cmd, String kind, String user, String peerAddress) {
        lines.add("person refused " + cmd + " " + kind + " " + user);
    }

    @Override
    public void onNotAllowed(String cmd, String who) {
        lines.add("not allowed " + cmd + " " + who);
    }

    @Override
    public void onUnknownCommand(String cmd, String peerAddress) {
        lines.add("unknown " + cmd);
    }

    @Override
    public void onEventFiltered(MinionId id, String tag) {
        lines.add("filtered " + id + " " + tag);
    }

    @Override
    public void onRequestFailed(String cmd, Throwable failure) {
        lines.add("failed " + cmd);
    }

    @Override
    public void onReplay(String jid, MinionId id) {
        lines.add("replay " + id);
    }

    @Override
    public void onForeignReturn(String jid, MinionId id) {
        lines.add("foreign return " + id);
    }

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        lines.add("return " + id);
    }

    @Override
    public void onDuplicateMinion(String id, List<String> addresses) {
        lines.add("duplicate " + id + " " + addresses.size());
    }

    @Override
    public void onSilentTwin(String id, String peerAddress) {
        lines.add("silent twin of " + id);
    }

    @Override
    public void onReturnLost(String jid, MinionId id, Throwable why) {
        lines.add("return lost " + id);
    }

    @Override
    public void onPublishLost(String user, Throwable why) {
        lines.add("publish lost");
    }

    @Override
    public void onKeyRotated(String why) {
        lines.add("rotated " + why);
    }
}
