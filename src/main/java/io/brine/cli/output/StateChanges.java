package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a state changed, as the lines after {@code Changes:}. Source: 3006.0 salt/output/highstate.py _format_changes.
 *
 * @param text begins with a new line, or is empty
 */
record StateChanges(boolean changed, String text) {
    private static final List<String> RUNS = List.of("state.orch", "state.orchestrate", "state.sls");
    private static final String INDENT = " ".repeat(14);

    static StateChanges of(StateRow row, OutputSettings settings, int level) {
        Object changes = row.changes();
        Object name = row.state().get("name");
        if (name instanceof String && RUNS.contains(name)) {
            String nested = HighstateOutputter.format(changes, settings, level + 1);
            String indent = INDENT.repeat(level);
            return new StateChanges(true, indent + ("\n" + nested).replace("\n", "\n" + indent));
        }
        if (!Trees.isTruthy(changes)) {
            return new StateChanges(false, "");
        }
        if (!(changes instanceof Map<?, ?> map)) {
            return new StateChanges(true, "Invalid Changes data: " + PyText.str(changes));
        }
        if (map.get("ret") != null && "highstate".equals(map.get("out"))) {
            return ofHosts(Shape.map(map.get("ret")), settings);
        }
        String nested =
                new NestedOutputter().format(map, settings.withRetcode(0).withIndent(14));
        return new StateChanges(true, "\n" + TextLines.trimEnd(nested));
    }

    /** The state ran states elsewhere (an orchestration): each host's run, moved to the right. */
    private static StateChanges ofHosts(Map<?, ?> hosts, OutputSettings settings) {
        StringBuilder text = new StringBuilder();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : hosts.entrySet()) {
            HighstateHost host = HighstateHost.of(Shape.text(entry.getKey()), entry.getValue(), settings, 1);
            text.append('\n')
                    .append(TextLines.split(host.text()).stream()
                            .map(line -> INDENT + line)
                            .collect(Collectors.joining("\n")));
            changed |= host.changed();
        }
        return new StateChanges(changed, text.toString());
    }
}
