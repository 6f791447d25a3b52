package io.brine.pillar;

import io.brine.config.PillarConfig;
import io.brine.data.Merge;
import io.brine.data.Merge.Strategy;
import io.brine.pillar.PillarTree.Sls;
import io.brine.render.RenderException;
import io.brine.render.UnsupportedRendererException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders the SLS files of one environment for one minion, with their includes.
 * Source: 3006.0 salt/pillar/__init__.py render_pillar, render_pstate.
 */
final class PillarSls {
    private static final Logger LOG = LoggerFactory.getLogger(PillarSls.class);
    private static final int DEEPEST_INCLUDE = 100;

    private final PillarTree tree;
    private final PillarConfig config;
    private final PillarTop top;
    private final String saltenv;
    /** What each file said by itself, without its includes; nil if it could not be rendered. */
    private final Map<String, Object> rendered = new HashMap<>();

    /** @param data nil if there is none, or something that is no map */
    private record Result(Object data, List<String> errors) {}

    PillarSls(PillarTree tree, PillarConfig config, PillarTop top, String saltenv) {
        this.tree = tree;
        this.config = config;
        this.top = top;
        this.saltenv = saltenv;
    }

    /** The pillar so far with that of these names merged over it. @param errors gets what went wrong */
    Map<Object, Object> over(Map<Object, Object> pillar, List<String> names, List<String> errors) {
        Map<Object, Object> merged = pillar;
        boolean known = config.roots().containsKey(saltenv)
                || saltenv.equals("base")
                || config.roots().containsKey("__env__");
        for (String name : expanded(names, known, errors)) {
            Result result = render(name, 0);
            errors.addAll(result.errors());
            if (result.data() instanceof Map<?, ?> map) {
                merged = merge(config, merged, map);
            }
        }
        return merged;
    }

    private List<String> expanded(List<String> names, boolean known, List<String> errors) {
        List<String> expanded = new ArrayList<>();
        for (String name : names) {
            List<String> matching = known ? tree.matching(name, saltenv) : List.of();
            if (!known) {
                errors.add("No matching pillar environment for environment '" + saltenv + "' found");
            }
            expanded.addAll(matching.isEmpty() ? List.of(name) : matching);
        }
        return expanded;
    }

    static Map<Object, Object> merge(PillarConfig config, Map<?, ?> first, Map<?, ?> second) {
        return Merge.merge(first, second, strategy(config.mergingStrategy()), config.mergeLists());
    }

    private static Strategy strategy(String name) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> strategy.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(Strategy.RECURSE);
    }

    private Result render(String sls, int depth) {
        Optional<Sls> found = tree.sls(sls, saltenv);
        if (found.isEmpty()) {
            boolean expected = !top.mayMiss(sls, saltenv)
                    && !config.roots().getOrDefault(saltenv, List.of()).isEmpty();
            if (expected) {
                rendered.put(sls, null);
            }
            return new Result(
                    null,
                    expected
                            ? List.of("Specified SLS '" + sls + "' in environment '" + saltenv
                                    + "' is not available on the salt master")
                            : List.of());
        }
        Object data;
        try {
            data = tree.render(found.get().file());
        } catch (RenderException failed) {
            rendered.put(sls, null);
            return new Result(null, List.of(failure(sls, failed)));
        }
        rendered.put(sls, data);
        if (!(data instanceof Map<?, ?> map)) {
            return new Result(data, List.of("SLS '" + sls + "' does not render to a dictionary"));
        }
        if (!map.containsKey("include")) {
            return new Result(data, List.of());
        }
        if (!(map.get("include") instanceof List<?> includes)) {
            return new Result(data, List.of("Include Declaration in SLS '" + sls + "' is not formed as a list"));
        }
        Map<Object, Object> own = new LinkedHashMap<>(map);
        own.remove("include");
        rendered.put(sls, own);
        return included(new Including(sls, found.get().isInit(), own, depth), includes);
    }

    private String failure(String sls, RenderException failed) {
        LOG.error("Rendering SLS '{}' failed, render error:\n{}", sls, failed.getMessage());
        if (failed instanceof UnsupportedRendererException) {
            return "Rendering SLS '" + sls + "' failed: " + failed.getMessage();
        }
        return config.safeRenderError()
                ? "Rendering SLS '" + sls + "' failed. Please see master log for details."
                : "Rendering SLS '" + sls + "' failed, render error:\n" + failed.getMessage();
    }

    /** A file that includes others. @param own what it says itself */
    private record Including(String sls, boolean isInit, Map<Object, Object> own, int depth) {}

    /**
     * The includes, then the file itself, merged in this order. A name that stands for itself is found twice, as in Salt:
     * the second time only its own content counts, and the last errors are told again.
     */
    private Result included(Including file, List<?> includes) {
        List<Map<?, ?>> parts = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<String> last = List.of();
        for (Object include : includes) {
            Optional<String> key = key(include);
            for (String name : names(file, include)) {
                Object data = rendered.get(name);
                if (!rendered.containsKey(name) && file.depth() < DEEPEST_INCLUDE) {
                    Result result = render(name, file.depth() + 1);
                    data = result.data();
                    last = result.errors();
                }
                if (data instanceof Map<?, ?> map && !map.isEmpty()) {
                    parts.add(key.<Map<?, ?>>map(path -> nested(path, map)).orElse(map));
                }
                errors.addAll(last);
            }
        }
        Map<Object, Object> merged = null;
        if (config.includesOverrideSls()) {
            parts.add(0, file.own());
        } else {
            parts.add(file.own());
        }
        for (Map<?, ?> part : parts) {
            merged = merged == null ? new LinkedHashMap<>(part) : merge(config, merged, part);
        }
        return new Result(merged, errors);
    }

    private static Optional<String> key(Object include) {
        return include instanceof Map<?, ?> map
                        && map.values().stream().findFirst().orElse(null) instanceof Map<?, ?> settings
                        && settings.get("key") != null
                ? Optional.of(String.valueOf(settings.get("key")))
                : Optional.empty();
    }

    private List<String> names(Including file, Object include) {
        Object first = include instanceof Map<?, ?> map && !map.isEmpty()
                ? map.keySet().iterator().next()
                : include;
        String written = String.valueOf(first);
        List<String> names =
                new ArrayList<>(tree.matching(written.replaceFirst("^\\.+", "").replace('/', '.'), saltenv));
        String name = written;
        if (written.startsWith(".")) {
            List<String> parts = new ArrayList<>(List.of(file.sls().split("\\.", -1)));
            if (!file.isInit()) {
                parts.remove(parts.size() - 1);
            }
            parts.add(written.substring(1));
            name = String.join(".", parts);
        }
        names.addAll(tree.matching(name, saltenv));
        return names.isEmpty() ? List.of(name) : names;
    }

    private static Map<?, ?> nested(String path, Map<?, ?> data) {
        Map<?, ?> nested = data;
        List<String> keys = List.of(path.split(":", -1));
        for (int i = keys.size() - 1; i >= 0; i--) {
            Map<Object, Object> outer = new LinkedHashMap<>();
            outer.put(keys.get(i), nested);
            nested = outer;
        }
        return nested;
    }
}
