package io.brine.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job to publish. Lists and maps may hold any trees.
 *
 * @param tgt text, or a list of minion ids
 * @param tgtType {@code glob}, {@code list}, {@code compound}, ... or {@code nodegroup}
 * @param fun a function, or a list of functions
 * @param arg its arguments; keyword arguments are a last map with {@code __kwarg__: true}; a list of lists for many functions
 * @param ret names of returners, comma separated, or empty
 * @param jid empty for a fresh one
 * @param kwargs further settings of the publication: {@code delimiter}, {@code metadata}, credentials, ...
 */
public record JobRequest(
        Object tgt, String tgtType, Object fun, List<Object> arg, String ret, String jid, Map<String, Object> kwargs) {
    public JobRequest {
        arg = Collections.unmodifiableList(new ArrayList<>(arg));
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
    }

    /** A function for a target, nothing else said. */
    public static JobRequest of(Object tgt, String tgtType, Object fun, List<Object> arg) {
        return new JobRequest(tgt, tgtType, fun, arg, "", "", Map.of());
    }

    /** The same for other minions. */
    public JobRequest to(Object otherTgt, String otherType) {
        return new JobRequest(otherTgt, otherType, fun, arg, ret, jid, kwargs);
    }

    /** The same target asked something else, without returners. */
    public JobRequest asking(String otherFun, List<Object> otherArg) {
        return new JobRequest(tgt, tgtType, otherFun, otherArg, "", "", kwargs);
    }

    /** The same with further settings. */
    public JobRequest with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(kwargs);
        all.putAll(more);
        return new JobRequest(tgt, tgtType, fun, arg, ret, jid, all);
    }
}
