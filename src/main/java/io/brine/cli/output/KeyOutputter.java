package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Key lists of {@code salt-key}: {@code {minions: [id...] | {id: fingerprint or key}, minions_pre: ...}}.
 * Source: 3006.0 salt/output/key.py.
 */
final class KeyOutputter implements Outputter {
    /** A class of keys: its title, the title's colour and that of the ids. */
    private record Section(String title, Color titleColor, Color idColor) {}

    private static final Map<Object, Section> SECTIONS = Map.of(
            "minions", new Section("Accepted Keys:", Color.LIGHT_GREEN, Color.GREEN),
            "minions_pre", new Section("Unaccepted Keys:", Color.LIGHT_RED, Color.RED),
            "minions_denied", new Section("Denied Keys:", Color.LIGHT_MAGENTA, Color.MAGENTA),
            "minions_rejected", new Section("Rejected Keys:", Color.LIGHT_BLUE, Color.BLUE),
            "local", new Section("Local Keys:", Color.LIGHT_MAGENTA, Color.MAGENTA));

    @Override
    public String format(Object data, OutputSettings settings) {
        Map<?, ?> classes = Shape.map(data);
        String indent = settings.flag("__multi_key") ? "    " : "";
        Palette palette = settings.palette();
        StringBuilder out = new StringBuilder();
        for (Object status : ValueOrder.sorted(classes.keySet())) {
            Section section = SECTIONS.get(status);
            if (section == null) {
                throw new UnfitDataException("not a class of keys");
            }
            out.append(indent)
                    .append(palette.paint(section.titleColor(), section.title()))
                    .append('\n');
            for (Object id : ValueOrder.sorted(ids(classes.get(status)))) {
                String line = line(id, classes.get(status), settings);
                out.append(indent)
                        .append(palette.paint(section.idColor(), line))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static Collection<?> ids(Object keys) {
        if (keys instanceof List<?> list) {
            return list;
        }
        return keys instanceof String ? List.of() : Shape.map(keys).keySet();
    }

    private static String line(Object id, Object keys, OutputSettings settings) {
        String shown = settings.shown(PyText.str(id));
        return keys instanceof Map<?, ?> byId ? shown + ":  " + PyText.str(byId.get(id)) : shown;
    }
}
