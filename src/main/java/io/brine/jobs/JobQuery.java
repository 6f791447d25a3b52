package io.brine.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which jobs a listing shows. Empty parts ask for nothing.
 *
 * @param metadata at least one of these has to be among the job's, with the same value
 * @param functions shell patterns, one of them has to fit
 * @param targets shell patterns, one of them has to fit the target or a member of its list
 * @param start twenty digits, from this time on; empty text for any
 * @param end twenty digits, up to this time; empty text for any
 * @param minion a minion that has returned
 * @param success true: somebody returned and nobody failed; false: somebody failed
 * @param limit the newest so many; 0 for all
 */
public record JobQuery(
        Map<?, ?> metadata,
        List<String> functions,
        List<String> targets,
        String start,
        String end,
        String user,
        String minion,
        Optional<Boolean> success,
        int limit) {
    public static final JobQuery ALL =
            new JobQuery(Map.of(), List.of(), List.of(), "", "", "", "", Optional.empty(), 0);

    public JobQuery {
        metadata = Map.copyOf(metadata);
        functions = List.copyOf(functions);
        targets = List.copyOf(targets);
    }

    public JobQuery newest(int most) {
        return new JobQuery(metadata, functions, targets, start, end, user, minion, success, most);
    }

    public JobQuery ofFunctions(List<String> patterns) {
        return new JobQuery(metadata, patterns, targets, start, end, user, minion, success, limit);
    }

    public JobQuery ofTargets(List<String> patterns) {
        return new JobQuery(metadata, functions, patterns, start, end, user, minion, success, limit);
    }

    public JobQuery ofUser(String name) {
        return new JobQuery(metadata, functions, targets, start, end, name, minion, success, limit);
    }

    public JobQuery ofMinion(String id) {
        return new JobQuery(metadata, functions, targets, start, end, user, id, success, limit);
    }

    public JobQuery with(boolean good) {
        return new JobQuery(metadata, functions, targets, start, end, user, minion, Optional.of(good), limit);
    }

    public JobQuery between(String from, String to) {
        return new JobQuery(metadata, functions, targets, from, to, user, minion, success, limit);
    }

    public JobQuery marked(Map<?, ?> marks) {
        return new JobQuery(marks, functions, targets, start, end, user, minion, success, limit);
    }
}
