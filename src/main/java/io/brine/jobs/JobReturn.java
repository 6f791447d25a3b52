package io.brine.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one minion sent back for one job.
 *
 * @param result {@code return} and, if they came, {@code retcode} and {@code success}: what Salt keeps in {@code return.p}
 * @param out the outputter the function asked for, any tree
 */
public record JobReturn(String jid, String minion, String fun, Map<String, Object> result, Optional<Object> out) {
    private static final List<String> KEPT = List.of("return", "retcode", "success");

    public JobReturn {
        result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    }

    /** @param load a return load; {@code jid} and {@code id} are known to be text */
    public static JobReturn of(String jid, String minion, Map<String, Object> load) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (String key : KEPT) {
            if (load.containsKey(key)) {
                result.put(key, load.get(key));
            }
        }
        String fun = load.get("fun") instanceof String name ? name : "";
        return new JobReturn(jid, minion, fun, result, Optional.ofNullable(load.get("out")));
    }

    /** It says so by its {@code success}, or by a {@code retcode} that is not 0. */
    boolean failed() {
        return Boolean.FALSE.equals(result.get("success"))
                || result.get("retcode") instanceof Number retcode && retcode.longValue() != 0;
    }

    /** {@code {return, [retcode], [success], [out]}}, as job look-ups show it. */
    public Map<String, Object> withOut() {
        Map<String, Object> shown = new LinkedHashMap<>(result);
        out.ifPresent(outputter -> shown.put("out", outputter));
        return shown;
    }
}
