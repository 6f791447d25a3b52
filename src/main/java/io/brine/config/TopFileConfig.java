package io.brine.config;

import java.util.List;
import java.util.Optional;

/**
 * Which top file counts and how SLS files are rendered.
 * @param stateTop {@code state_top}, top.sls: also the name of the pillar's top file
 * @param stateTopSaltenv {@code state_top_saltenv}
 * @param mergingStrategy {@code top_file_merging_strategy}: merge, same, merge_all
 * @param envOrder {@code env_order}
 * @param defaultTop {@code default_top}, base
 * @param saltenv {@code saltenv}
 * @param renderer {@code renderer}, jinja|yaml
 */
public record TopFileConfig(
        String stateTop,
        Optional<String> stateTopSaltenv,
        String mergingStrategy,
        List<String> envOrder,
        String defaultTop,
        Optional<String> saltenv,
        String renderer) {

    static TopFileConfig from(Options options) {
        return new TopFileConfig(
                options.text("state_top"),
                options.maybeText("state_top_saltenv"),
                options.text("top_file_merging_strategy"),
                options.texts("env_order"),
                options.text("default_top"),
                options.maybeText("saltenv"),
                options.text("renderer"));
    }
}
