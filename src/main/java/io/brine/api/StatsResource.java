package io.brine.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /stats}: our own numbers under the names of CherryPy, which is where tools look for them. Two names for the server, as
 * CherryPy has had both. Source: CherryPy 18.8 lib/cpstats.py; cheroot 9 server.py stats.
 */
final class StatsResource implements Resource {
    private final DoorCounts counts;
    private final Lanes lanes;
    private final Clock clock;
    private final double start;
    private final String bindAddress;

    StatsResource(DoorCounts counts, Lanes lanes, Clock clock, String bindAddress) {
        this.counts = counts;
        this.lanes = lanes;
        this.clock = clock;
        this.start = seconds();
        this.bindAddress = bindAddress;
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }

    @Override
    public Answer handle(ApiRequest request) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("CherryPy Applications", applications());
        Map<String, Object> server = server();
        tree.put("CherryPy HTTPServer 1", server);
        tree.put("Cheroot HTTPServer 1", server);
        return Answer.tree(tree);
    }

    private Map<String, Object> applications() {
        double uptime = Math.max(0.001, seconds() - start);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Enabled", true);
        shown.put("Server Version", "Brine");
        shown.put("Start Time", start);
        shown.put("Current Time", seconds());
        shown.put("Uptime", uptime);
        shown.put("Current Requests", counts.underWay());
        shown.put("Total Requests", counts.requests());
        shown.put("Total Time", 0.0);
        shown.put("Total Bytes Read", counts.bytesRead());
        shown.put("Total Bytes Written", counts.bytesWritten());
        shown.put("Requests/Second", counts.requests() / uptime);
        shown.put("Bytes Read/Second", counts.bytesRead() / uptime);
        shown.put("Bytes Written/Second", counts.bytesWritten() / uptime);
        shown.put("Bytes Read/Request", counts.bytesRead() / (double) Math.max(1, counts.requests()));
        shown.put("Bytes Written/Request", counts.bytesWritten() / (double) Math.max(1, counts.requests()));
        shown.put("Answers", answers());
        shown.put("Refusals", counts.refusals());
        shown.put("Requests", Map.of());
        return shown;
    }

    private Map<String, Object> answers() {
        Map<String, Object> answers = new LinkedHashMap<>();
        counts.answers().forEach((status, number) -> answers.put(String.valueOf(status), number));
        return answers;
    }

    private Map<String, Object> server() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Enabled", true);
        shown.put("Bind Address", bindAddress);
        shown.put("Run time", (long) (seconds() - start));
        shown.put("Work Time", 0L);
        shown.put("Accepts", counts.requests());
        shown.put("Accepts/sec", counts.requests() / Math.max(0.001, seconds() - start));
        shown.put("Queue", lanes.waiting());
        shown.put("Threads", lanes.threads());
        shown.put("Threads Idle", lanes.threads() - lanes.busy());
        shown.put("Socket Errors", 0L);
        shown.put("Requests", counts.requests());
        shown.put("Bytes Read", counts.bytesRead());
        shown.put("Bytes Written", counts.bytesWritten());
        shown.put("Read Throughput", 0L);
        shown.put("Write Throughput", 0.0);
        shown.put("Worker Threads", Map.of());
        return shown;
    }
}
