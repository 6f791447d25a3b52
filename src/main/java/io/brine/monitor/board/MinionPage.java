package io.brine.monitor.board;

import io.brine.keys.KeyState;
import io.brine.master.ConnectionBook;
import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.master.MinionDataCache;
import io.brine.master.MinionSigns;
import io.brine.wire.MinionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One minion: its links, what was last heard of it, the state of its key, a few grains, its jobs. */
final class MinionPage {
    /** Grains worth a line; others are a {@code grains.items} away. */
    private static final List<String> GRAINS = List.of(
            "osfinger", "kernelrelease", "num_cpus", "mem_total", "virtual", "ipv4", "saltversion", "pythonversion");

    private static final int JOBS = 8;

    private final MasterViews views;
    private final MinionDataCache cache;
    private final JobPage jobs;
    private final TroublePage trouble;

    MinionPage(MasterViews views, MinionDataCache cache, JobPage jobs, TroublePage trouble) {
        this.views = views;
        this.cache = cache;
        this.jobs = jobs;
        this.trouble = trouble;
    }

    Optional<Map<String, Object>> tree(String name) {
        Optional<MinionId> id = MinionId.of(name);
        Optional<KeyState> state = id.flatMap(views.keys()::stateOf);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        ConnectionBook book = views.connections();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", name);
        tree.put("key", state.get().name().toLowerCase(java.util.Locale.ROOT));
        tree.put(
                "links",
                book.subscribers().stream()
                        .filter(row -> row.minion().equals(name))
                        .map(MinionPage::link)
                        .toList());
        book.signs(name).ifPresent(signs -> tree.put("signs", signs(signs)));
        tree.putAll(trouble.story(name));
        tree.put("grains", grains(id.get()));
        tree.put("jobs", jobs.of(name, JOBS));
        return Optional.of(tree);
    }

    private static Map<String, Object> link(ConnectionRow row) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("row", ConnectionPage.row(row));
        link.put("zmtp", row.zmtp());
        link.put("peak", row.counts().queuePeak());
        link.put("in", row.counts().bytesIn());
        return link;
    }

    private static Map<String, Object> signs(MinionSigns signs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("heard", signs.lastHeard().map(Instant::getEpochSecond).orElse(0L));
        tree.put("cmd", signs.lastCmd());
        tree.put("address", signs.lastAddress());
        tree.put("version", signs.saltVersion());
        tree.put(
                "ahead",
                signs.clockAheadSeconds().isPresent()
                        ? signs.clockAheadSeconds().getAsLong()
                        : null);
        tree.put("auths", signs.authentications());
        tree.put("auth", signs.lastAuthentication());
        tree.put("connects", signs.connects());
        List<Object> links = new ArrayList<>();
        signs.links()
                .forEach(link -> links.add(
                        0, Arrays.asList(link.at().getEpochSecond(), link.what(), link.address(), link.detail())));
        tree.put("links", links);
        return tree;
    }

    private Map<String, Object> grains(MinionId id) {
        Map<String, Object> all =
                cache.data(id).map(MinionDataCache.MinionData::grains).orElse(Map.of());
        Map<String, Object> some = new LinkedHashMap<>();
        GRAINS.stream().filter(all::containsKey).forEach(name -> some.put(name, all.get(name)));
        return some;
    }
}
