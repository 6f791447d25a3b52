package io.brine.functions;

import java.util.Map;

/** What a function may know of its job: {@code load} is the publish load as it came, without {@code serial}; empty for local calls. */
public record JobFacts(String jid, String fun, String user, Map<String, Object> load) {
    public static final JobFacts NONE = new JobFacts("", "", "", Map.of());
}
