package io.brine.monitor.board;

import io.brine.master.ConnectionBook;
import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.target.Fnmatch;
import io.brine.transport.Connection.HandshakeState;
import io.brine.transport.SocketEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connections of the publish port, the worst first. */
final class ConnectionPage {
    private static final int MOST = 300;
    private static final int RECENT = 60;

    private final MasterViews views;

    ConnectionPage(MasterViews views) {
        this.views = views;
    }

    Map<String, Object> tree(ConnectionSort sort, String glob) {
        Fnmatch wanted = Fnmatch.compile(glob.isEmpty() ? "*" : glob);
        ConnectionBook book = views.connections();
        List<ConnectionRow> all = book.subscribers();
        List<ConnectionRow> rows = all.stream()
                .filter(row -> wanted.matches(row.minion()) || wanted.matches(row.peerAddress()))
                .sorted(sort.order())
                .limit(MOST)
                .toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("total", all.size());
        tree.put("askers", book.askers().size());
        tree.put(
                "waiting",
                all.stream().mapToLong(row -> row.counts().queueNow()).sum());
        tree.put(
                "dropped",
                all.stream()
                        .mapToLong(row -> row.counts().droppedAtHighWaterMark())
                        .sum());
        tree.put(
                "twins",
                all.stream()
                        .filter(ConnectionRow::isTwin)
                        .map(ConnectionRow::minion)
                        .distinct()
                        .toList());
        Map<String, Object> counts = new LinkedHashMap<>();
        book.socketEventCounts().forEach((kind, count) -> counts.put(kind.name(), count));
        tree.put("sockets", counts);
        tree.put("rows", rows.stream().map(ConnectionPage::row).toList());
        tree.put("recent", recent(book.socketEvents()));
        return tree;
    }

    /** {@code [number, address, minion, identity, since, heard, rtt in microseconds, frames out, bytes out, queue, dropped, twins]}. */
    static List<Object> row(ConnectionRow row) {
        return Arrays.asList(
                row.number(),
                row.peerAddress(),
                row.handshake() == HandshakeState.DONE ? row.minion() : "(handshake)",
                row.identity().word(),
                row.since().getEpochSecond(),
                row.counts().lastHeardMillis() / 1000,
                row.counts().roundTripMicros(),
                row.counts().framesOut(),
                row.counts().bytesOut(),
                row.counts().queueNow(),
                row.counts().droppedAtHighWaterMark(),
                row.isTwin() ? row.sharedBy() : 0);
    }

    private static List<Object> recent(List<SocketEvent> events) {
        List<Object> recent = new ArrayList<>();
        for (int at = events.size() - 1; at >= 0 && recent.size() < RECENT; at--) {
            SocketEvent event = events.get(at);
            recent.add(Arrays.asList(
                    event.at().getEpochSecond(), event.kind().name(), event.peerAddress(), event.detail()));
        }
        return recent;
    }
}
