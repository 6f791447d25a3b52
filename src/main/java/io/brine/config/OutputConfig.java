package io.brine.config;

import java.util.Optional;

/**
 * How answers are shown. Components are named as the options.
 * @param output {@code output}: an outputter for every answer
 * @param stateOutput {@code state_output}, full: also terse, mixed, changes, filter and the _id forms
 * @param stateOutputDiff {@code state_output_diff}: only states with changes
 * @param stateTabular {@code state_tabular}: a flag or a format
 * @param color {@code color}, true
 */
public record OutputConfig(
        Optional<String> output,
        String stateOutput,
        boolean stateVerbose,
        boolean stateOutputDiff,
        boolean stateOutputProfile,
        Optional<String> stateTabular,
        boolean color,
        boolean cliSummary) {

    static OutputConfig from(Options options) {
        return new OutputConfig(
                options.maybeText("output"),
                options.text("state_output"),
                options.flag("state_verbose"),
                options.flag("state_output_diff"),
                options.flag("state_output_profile"),
                options.maybeText("state_tabular"),
                options.flag("color"),
                options.flag("cli_summary"));
    }
}
