package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.keys.MinionKeys;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MineLookupTest {
    private static final MinionId WEB = new MinionId("web1");

    @TempDir
    private Path root;

    /** What web1 finds of db1's functions f and g. */
    private Map<String, Object> found(Object fun, String... lines) throws IOException {
        try (MasterSite site = new MasterSite(root, lines)) {
            Files.createDirectories(root.resolve("pki/minions"));
            Files.writeString(root.resolve("pki/minions/db1"), "an accepted key");
            MinionDataCache cache = new MinionDataCache(site.config.paths().cachedir());
            cache.storeMine(new MinionId("db1"), Map.of("f", 1L, "g", 2L));
            MinionKeys keys = new MinionKeys(site.config.paths().pkiDir(), Clock.systemUTC());
            return MineLookup.of(site.config, cache, new Targeting(site.config, keys, cache))
                    .look(WEB, Map.of("tgt", "*", "fun", fun));
        }
    }

    @Test
    void withoutRulesEverybodyFindsEverything() throws IOException {
        assertThat(found("f")).isEqualTo(Map.of("db1", 1L));
        assertThat(found("f,g")).isEqualTo(Map.of("f", Map.of("db1", 1L), "g", Map.of("db1", 2L)));
        assertThat(found(List.of("f"))).isEqualTo(Map.of("f", Map.of("db1", 1L)));
    }

    @Test
    void aFunctionThatTheAskerMayNotHaveIsLeftOutOfSeveral() throws IOException {
        assertThat(found("f,g", "mine_get: {web.*: [f]}")).isEqualTo(Map.of("f", Map.of("db1", 1L)));
        assertThat(found("g", "mine_get: {web.*: [f]}")).isEmpty();
        assertThat(found("f", "mine_get: {db.*: [f]}")).isEmpty();
    }

    @Test
    void rulesThatAreNoneAllowNothing() throws IOException {
        assertThat(found("f", "mine_get: {}")).isEmpty();
        assertThat(found("f", "mine_get: all")).isEmpty();
    }

    @Test
    void whatIsNoNameOfAFunctionFindsNothing() throws IOException {
        assertThat(found(7L)).isEmpty();
        assertThat(found(",")).isEmpty();
    }
}
