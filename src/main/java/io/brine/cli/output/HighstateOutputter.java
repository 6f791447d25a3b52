package io.brine.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of a state run: {@code {minion: {tag: state result}}}, or a list of errors, or the text of another answer, per
 * minion. Source: 3006.0 salt/output/highstate.py output.
 *
 * <p>Start reading here, then {@link HighstateHost} (one minion), {@link StateBlock} (one state), {@link StateSummary}.
 */
final class HighstateOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        return format(data, settings, 1);
    }

    /** @param level 1 for the run itself, one more for each run shown inside another's changes */
    static String format(Object wrapped, OutputSettings settings, int level) {
        Object data = unwrapped(wrapped);
        if (data == null) {
            return "None";
        }
        if (data instanceof String text) {
            return text;
        }
        Map<?, ?> hosts = withoutRetcode(Shape.map(data));
        if (settings.flag("state_compress_ids")) {
            hosts = CompressedIds.of(hosts);
        }
        List<String> out = new ArrayList<>();
        hosts.forEach((host, result) -> out.add(
                HighstateHost.of(Shape.text(host), result, settings, level).text()));
        return String.join("\n", out);
    }

    /** The hosts' map out of the envelopes that orchestrations and the job cache put around it. */
    private static Object unwrapped(Object data) {
        Object inner = data instanceof Map<?, ?> map && map.containsKey("return") ? map.get("return") : data;
        inner = inner instanceof Map<?, ?> map && map.containsKey("data") ? map.get("data") : inner;
        if (inner instanceof Map<?, ?> map
                && map.size() == 1
                && map.values().iterator().next() instanceof Map<?, ?> job
                && job.containsKey("jid")
                && job.containsKey("fun")) {
            Map<?, ?> answer = job.containsKey("return") ? Shape.map(job.get("return")) : Map.of();
            return answer.containsKey("data") ? answer.get("data") : inner;
        }
        return inner;
    }

    /** An orchestration's answer carries {@code retcode} beside its one {@code <id>_master}. */
    private static Map<?, ?> withoutRetcode(Map<?, ?> data) {
        long masters = data.keySet().stream()
                .filter(key -> Shape.text(key).endsWith("_master"))
                .count();
        if (masters != 1 || !data.containsKey("retcode")) {
            return data;
        }
        Map<Object, Object> hosts = new LinkedHashMap<>(data);
        hosts.remove("retcode");
        return hosts;
    }
}
