package io.brine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How pillar is compiled, on a master or inside a masterless minion.
 * @param roots {@code pillar_roots}
 * @param extPillar {@code ext_pillar}, as written
 * @param extPillarFirst {@code ext_pillar_first}
 * @param masterOptions {@code pillar_opts}: the master's options under the key {@code master}
 * @param safeRenderError {@code pillar_safe_render_error}: minions see only which file failed
 * @param mergingStrategy {@code pillar_source_merging_strategy}: smart, recurse, aggregate, overwrite, list, none
 * @param mergeLists {@code pillar_merge_lists}
 * @param includesOverrideSls {@code pillar_includes_override_sls}
 * @param version {@code pillar_version}, 2
 * @param pillarenv {@code pillarenv}
 * @param pillarenvFromSaltenv {@code pillarenv_from_saltenv}: a request's saltenv is its pillarenv, too
 * @param minionDataCache {@code minion_data_cache}
 */
public record PillarConfig(
        Map<String, List<Path>> roots,
        List<Object> extPillar,
        boolean extPillarFirst,
        boolean masterOptions,
        boolean safeRenderError,
        String mergingStrategy,
        boolean mergeLists,
        boolean includesOverrideSls,
        int version,
        Optional<String> pillarenv,
        boolean pillarenvFromSaltenv,
        boolean minionDataCache) {

    static PillarConfig from(Options options) {
        return new PillarConfig(
                FilesConfig.rootsOf(options, "pillar_roots"),
                options.list("ext_pillar"),
                options.flag("ext_pillar_first"),
                options.flag("pillar_opts"),
                !options.isSet("pillar_safe_render_error") || options.flag("pillar_safe_render_error"),
                options.text("pillar_source_merging_strategy"),
                options.flag("pillar_merge_lists"),
                options.flag("pillar_includes_override_sls"),
                options.isSet("pillar_version") ? options.integer("pillar_version") : 2,
                options.maybeText("pillarenv"),
                options.flag("pillarenv_from_saltenv"),
                options.flag("minion_data_cache"));
    }
}
