package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The table of outputters and the choice among them. Data that the chosen outputter cannot show is shown nested, and if
 * even that fails as Python's {@code str} of it. Source: 3006.0 salt/output/__init__.py try_printout, get_printout.
 */
public final class Outputters {
    private static final Outputter NESTED = new NestedOutputter();
    private static final Outputter RAW = (data, settings) -> PyText.str(data);
    private static final Outputter QUIET = (data, settings) -> "";

    private static final Map<String, Outputter> TABLE = Map.ofEntries(
            Map.entry("nested", NESTED),
            Map.entry("highstate", new HighstateOutputter()),
            Map.entry("json", new JsonOutputter()),
            Map.entry("yaml", new YamlOutputter()),
            Map.entry("txt", new TxtOutputter()),
            Map.entry("raw", RAW),
            Map.entry("pprint", new PprintOutputter()),
            Map.entry("key", new KeyOutputter()),
            Map.entry("table", new TableOutputter()),
            Map.entry("profile", new ProfileOutputter()),
            Map.entry("newline_values_only", new NewlineValuesOutputter()),
            Map.entry("no_return", new NoReturnOutputter()),
            Map.entry("overstatestage", new OverstateStageOutputter()),
            Map.entry("quiet", QUIET));

    private final Consumer<String> complaints;

    /** @param complaints is told in words when an outputter of an unknown name is asked for */
    public Outputters(Consumer<String> complaints) {
        this.complaints = complaints;
    }

    /**
     * The data as the named outputter shows it, trailing white space cut off.
     *
     * @param out name of the outputter the data asks for, empty when it asks for none; {@code output} of the settings
     *     goes before it unless that is {@code highstate}
     */
    public String format(Object data, String out, OutputSettings settings) {
        Outputter chosen = choose(nameOf(out, settings));
        return TextLines.trimEnd(tryNestedAfter(chosen, data, settings));
    }

    private static String tryNestedAfter(Outputter chosen, Object data, OutputSettings settings) {
        try {
            return chosen.format(data, settings);
        } catch (UnfitDataException unfit) {
            try {
                return NESTED.format(data, settings);
            } catch (UnfitDataException alsoUnfit) {
                return RAW.format(data, settings);
            }
        }
    }

    /** The name that counts. {@code --out=highstate} does not force, so that plain data is still shown by its own outputter. */
    private static String nameOf(String out, OutputSettings settings) {
        String name = out == null ? "" : out;
        Object asked = settings.value("output");
        if (asked != null && !"highstate".equals(asked)) {
            name = PyText.str(asked);
        }
        if (name.isEmpty() && settings.flag("static")) {
            name = ofStatic(settings);
        }
        if ("text".equals(name)) {
            return "txt";
        }
        return name.isEmpty() ? "nested" : name;
    }

    private static String ofStatic(OutputSettings settings) {
        if (settings.flag("output")) {
            return PyText.str(settings.value("output"));
        }
        return settings.value("fun") instanceof String fun && fun.split("\\.", -1)[0].equals("state")
                ? "highstate"
                : "";
    }

    private Outputter choose(String name) {
        Outputter outputter = TABLE.get(name);
        if (outputter != null) {
            return outputter;
        }
        // old minions still ask for the outputter "grains", which is gone; nobody needs to hear of that
        if (!"grains".equals(name)) {
            complaints.accept("Invalid outputter " + name + " specified, fall back to nested");
        }
        return NESTED;
    }
}
