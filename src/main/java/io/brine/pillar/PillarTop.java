package io.brine.pillar;

import io.brine.render.RenderException;
import io.brine.target.Match;
import io.brine.target.MinionFacts;
import io.brine.target.TargetExpression;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The top files of the pillar: which SLS names of which environment one minion gets.
 * Source: 3006.0 salt/pillar/__init__.py get_tops, merge_tops, top_matches; salt/matchers/confirm_top.py.
 */
final class PillarTop {
    private static final String BROKEN = "Error encountered while rendering pillar top file.";

    private final PillarTree tree;
    private final Map<String, Object> nodegroups;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, Map<Object, Entry>> entries = new LinkedHashMap<>();
    private final Map<String, Set<String>> ignoreMissing = new HashMap<>();

    /** One target of a top file. @param match the last {@code match:} given, else compound */
    private record Entry(Object tgt, String match, long order, List<String> names) {}

    /** A top file that is not built as one. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    PillarTop(PillarTree tree, Map<String, Object> nodegroups) {
        this.tree = tree;
        this.nodegroups = nodegroups;
    }

    List<String> errors() {
        return errors;
    }

    /** Whether a missing file of this name is no error ({@code ignore_missing}). */
    boolean mayMiss(String sls, String saltenv) {
        return ignoreMissing.getOrDefault(saltenv, Set.of()).contains(sls);
    }

    /** Reads the top files of these environments. @param name {@code state_top} */
    void read(List<String> saltenvs, String name) {
        Map<String, List<Object>> tops = new LinkedHashMap<>();
        try {
            for (String saltenv : saltenvs) {
                Optional<Path> file = tree.file(name, saltenv);
                if (file.isPresent()) {
                    tops.computeIfAbsent(saltenv, none -> new ArrayList<>()).add(tree.render(file.get()));
                }
            }
        } catch (RenderException failed) {
            errors.add("Rendering Primary Top file failed, render error:\n" + failed.getMessage());
        }
        tops.forEach(this::readIncluded);
        try {
            tops.values().forEach(files -> files.forEach(this::merge));
        } catch (Malformed wrong) {
            entries.clear();
            errors.add(BROKEN);
        }
    }

    /** Adds the top files that others include, each once. */
    private void readIncluded(String saltenv, List<Object> tops) {
        Deque<Object> include = new ArrayDeque<>();
        Set<String> done = new HashSet<>();
        tops.forEach(top -> include.addAll(includes(top)));
        while (!include.isEmpty()) {
            String sls = String.valueOf(include.removeFirst());
            if (!done.add(sls)) {
                continue;
            }
            try {
                tree.sls(sls, saltenv).ifPresent(found -> tops.add(tree.render(found.file())));
            } catch (RenderException failed) {
                errors.add("Rendering Top file " + sls + " failed, render error:\n" + failed.getMessage());
            }
        }
    }

    private static List<?> includes(Object top) {
        return top instanceof Map<?, ?> map && map.get("include") instanceof List<?> list ? list : List.of();
    }

    private void merge(Object top) {
        map(top).forEach((saltenv, targets) -> {
            if (!"include".equals(saltenv)) {
                map(targets)
                        .forEach((tgt, names) ->
                                add(String.valueOf(saltenv), entry(tgt, names, String.valueOf(saltenv))));
            }
        });
    }

    private void add(String saltenv, Entry entry) {
        entries.computeIfAbsent(saltenv, none -> new LinkedHashMap<>()).put(entry.tgt(), entry);
    }

    private Entry entry(Object tgt, Object components, String saltenv) {
        String match = "compound";
        long order = 0;
        boolean mayMiss = false;
        Set<String> names = new LinkedHashSet<>();
        for (Object component : iterated(components)) {
            if (component instanceof Map<?, ?> settings) {
                match = settings.containsKey("match") ? String.valueOf(settings.get("match")) : match;
                order = settings.containsKey("order") ? order(settings.get("order")) : order;
                mayMiss |= Boolean.TRUE.equals(settings.get("ignore_missing"));
            } else if (component instanceof String name) {
                names.add(name);
            }
        }
        if (mayMiss) {
            ignoreMissing.computeIfAbsent(saltenv, none -> new HashSet<>()).addAll(names);
        }
        return new Entry(tgt, match, order, List.copyOf(names));
    }

    private static long order(Object order) {
        if (order instanceof Number number) {
            return number.longValue();
        }
        return order instanceof String text && text.strip().matches("[+-]?[0-9]{1,18}")
                ? Long.parseLong(text.strip())
                : 0;
    }

    /** As Python iterates: the items of a list, the keys of a map, the letters of a text. */
    private static List<?> iterated(Object components) {
        if (components instanceof List<?> list) {
            return list;
        }
        if (components instanceof Map<?, ?> map) {
            return List.copyOf(map.keySet());
        }
        if (components instanceof String text) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        throw new Malformed();
    }

    private static Map<?, ?> map(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new Malformed();
    }

    /** Environment to SLS names or patterns. @param onlyEnv {@code pillarenv} */
    Map<String, List<String>> matches(MinionFacts minion, Optional<String> onlyEnv) {
        Map<String, List<String>> matches = new LinkedHashMap<>();
        entries.forEach((saltenv, targets) -> {
            if (onlyEnv.filter(env -> !env.equals(saltenv)).isPresent()) {
                return;
            }
            targets.values().stream()
                    .sorted((a, b) -> Long.compare(a.order(), b.order()))
                    .filter(entry -> means(entry, minion))
                    .forEach(entry -> {
                        List<String> names = matches.computeIfAbsent(saltenv, none -> new ArrayList<>());
                        entry.names().stream()
                                .filter(name -> !names.contains(name))
                                .forEach(names::add);
                    });
        });
        return matches;
    }

    private boolean means(Entry entry, MinionFacts minion) {
        return new TargetExpression(entry.tgt(), entry.match())
                        .onMinion(nodegroups)
                        .match(minion)
                == Match.YES;
    }
}
