package io.brine.cli.output;

import io.brine.data.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an outputter may be told: the options of the command line laid over those of the configuration, by Salt's
 * names ({@code output_indent}, {@code state_output}, ...), the colours, and the return code of the minion shown.
 */
public final class OutputSettings {
    private final Map<String, Object> options;
    private final Palette palette;
    private final int retcode;
    private final int indent;

    private OutputSettings(Map<String, Object> options, Palette palette, int retcode, int indent) {
        this.options = options;
        this.palette = palette;
        this.retcode = retcode;
        this.indent = indent;
    }

    /** Settings of these options. Options that are absent have Salt's defaults, each known to the outputter that asks. */
    public static OutputSettings of(Map<String, Object> options, Palette palette) {
        return new OutputSettings(new LinkedHashMap<>(options), palette, 0, 0);
    }

    /** The same with a minion's return code; nested output turns red when it is not 0. */
    public OutputSettings withRetcode(int code) {
        return new OutputSettings(options, palette, code, indent);
    }

    /** The same with nested output moved to the right. */
    OutputSettings withIndent(int blanks) {
        return new OutputSettings(options, palette, retcode, blanks);
    }

    Palette palette() {
        return palette;
    }

    int retcode() {
        return retcode;
    }

    /** Blanks before nested output: from the caller, else {@code nested_indent}. */
    int nestedIndent() {
        return indent != 0 ? indent : integer("nested_indent").orElse(0);
    }

    /** True unless {@code strip_colors} is off: escape characters in data are shown as question marks. */
    boolean stripsEscapes() {
        return !options.containsKey("strip_colors") || flag("strip_colors");
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The option's value, nil when absent. */
    Object value(String option) {
        return options.get(option);
    }

    boolean flag(String option) {
        return Trees.isTruthy(options.get(option));
    }

    Optional<Integer> integer(String option) {
        return options.get(option) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    /** The text with escape characters defused, unless that is switched off. */
    String shown(String text) {
        return stripsEscapes() ? TextLines.defused(text) : text;
    }
}
