package io.brine.pillar;

import io.brine.config.PillarConfig;
import io.brine.fileserver.FileServer;
import io.brine.render.RenderPipe;
import io.brine.target.MinionFacts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles the pillar of a minion: top files, SLS files, override. Thread-safe; every compilation reads the files anew.
 * External pillars are named in the log and left out. Source: 3006.0 salt/pillar/__init__.py Pillar.compile_pillar.
 */
public final class PillarCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(PillarCompiler.class);

    private final PillarSettings settings;
    private final PillarTree tree;

    public PillarCompiler(PillarSettings settings, Clock clock) {
        this(settings, clock, took -> {});
    }

    /** @param renderTimes told how long each file took to render; must not block */
    public PillarCompiler(PillarSettings settings, Clock clock, Consumer<Duration> renderTimes) {
        this.settings = settings;
        this.tree = new PillarTree(
                new FileServer(settings.files(), clock),
                new RenderPipe(settings.topFile().renderer()),
                renderTimes);
        settings.pillar().extPillar().forEach(one -> LOG.warn("ext_pillar {} is not supported yet", name(one)));
    }

    private static Object name(Object extPillar) {
        return extPillar instanceof Map<?, ?> map ? map.keySet() : "that is no map";
    }

    /** What is known of the minion while its pillar is made: its grains, and no pillar. */
    private record Facts(String id, Optional<Map<String, Object>> grains, Optional<Map<String, Object>> pillar)
            implements MinionFacts {}

    /** The pillar; what went wrong is listed under {@code _errors}. */
    public Map<Object, Object> compile(PillarRequest request) {
        PillarConfig config = settings.pillar();
        Optional<String> pillarenv = request.pillarenv()
                .or(() -> config.pillarenvFromSaltenv() ? request.saltenv() : Optional.empty())
                .or(config::pillarenv);
        PillarTop top = new PillarTop(tree, settings.nodegroups());
        top.read(environments(request, pillarenv), settings.topFile().stateTop().replaceFirst("^(salt://|/)", ""));

        List<String> errors = new ArrayList<>();
        Map<Object, Object> pillar = new LinkedHashMap<>(request.override());
        Facts minion = new Facts(request.id().value(), Optional.of(request.grains()), Optional.of(Map.of()));
        for (Map.Entry<String, List<String>> match :
                top.matches(minion, pillarenv).entrySet()) {
            pillar = new PillarSls(tree, config, top, match.getKey()).over(pillar, match.getValue(), errors);
        }
        errors.addAll(top.errors());
        return finished(pillar, errors, request.override());
    }

    private Map<Object, Object> finished(Map<Object, Object> pillar, List<String> errors, Map<?, ?> override) {
        if (settings.pillar().masterOptions()) {
            Map<String, Object> options = new LinkedHashMap<>(settings.options());
            options.remove("grains");
            pillar.put("master", options);
        }
        if (!errors.isEmpty()) {
            errors.forEach(error -> LOG.error("Pillar render error: {}", error));
            pillar.put("_errors", errors);
        }
        return override.isEmpty() ? pillar : PillarSls.merge(settings.pillar(), pillar, override);
    }

    /** Base first, then as configured; only the one asked for, if one is. */
    private List<String> environments(PillarRequest request, Optional<String> pillarenv) {
        Map<String, ?> roots = settings.pillar().roots();
        boolean any = roots.containsKey("__env__");
        String asked = pillarenv
                .or(request::saltenv)
                .or(() -> settings.topFile().saltenv())
                .orElse("base");
        if (pillarenv.isPresent()) {
            return roots.containsKey(asked) || any ? List.of(asked) : List.of();
        }
        Set<String> environments = new LinkedHashSet<>(List.of("base"));
        environments.addAll(roots.keySet());
        if (environments.remove("__env__")) {
            environments.add(asked);
        }
        if (settings.pillar().mergingStrategy().equals("none")) {
            environments.retainAll(Set.of(request.saltenv().orElse("base")));
        }
        return List.copyOf(environments);
    }
}
