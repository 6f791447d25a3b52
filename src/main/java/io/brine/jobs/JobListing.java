package io.brine.jobs;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs in the words of Salt's listings. Source: 3006.0 utils/jid.py format_job_instance, format_jid_instance, jid_to_time. */
public final class JobListing {
    private static final DateTimeFormatter JID = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS", Locale.ROOT);
    private static final DateTimeFormatter START_TIME =
            DateTimeFormatter.ofPattern("yyyy, MMM dd HH:mm:ss.SSSSSS", Locale.ENGLISH);

    private JobListing() {}

    /** {@code {Function, Arguments, Target, Target-type, User, [Metadata], [Minions], StartTime}}. */
    public static Map<String, Object> entry(JobRecord job) {
        Map<String, Object> entry = entry(job.load());
        if (!job.minions().isEmpty()) {
            entry.put("Minions", job.minions());
        }
        entry.put("StartTime", startTime(job.jid()));
        return entry;
    }

    /** The entry of an unknown job. */
    public static Map<String, Object> unknown() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Error", "Cannot contact returner or no job with this jid");
        return entry;
    }

    /** Without Minions and StartTime. */
    public static Map<String, Object> entry(Map<String, Object> load) {
        if (load.isEmpty()) {
            return unknown();
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Function", load.getOrDefault("fun", "unknown-function"));
        entry.put("Arguments", load.get("arg") instanceof List<?> arg ? new ArrayList<Object>(arg) : List.of());
        entry.put("Target", load.getOrDefault("tgt", "unknown-target"));
        entry.put("Target-type", load.getOrDefault("tgt_type", "list"));
        entry.put("User", load.getOrDefault("user", "root"));
        Object metadata = metadata(load);
        if (metadata != null) {
            entry.put("Metadata", metadata);
        }
        return entry;
    }

    /** Null if it has none. */
    static Object metadata(Map<String, Object> load) {
        if (load.containsKey("metadata")) {
            return load.get("metadata");
        }
        return load.get("kwargs") instanceof Map<?, ?> kwargs ? kwargs.get("metadata") : null;
    }

    /** {@code 2024, Jan 02 03:04:05.678901}; empty text if the jid does not begin with a time. */
    public static String startTime(String jid) {
        try {
            return START_TIME.format(LocalDateTime.parse(jid.substring(0, Math.min(20, jid.length())), JID));
        } catch (DateTimeException notATime) {
            return "";
        }
    }
}
