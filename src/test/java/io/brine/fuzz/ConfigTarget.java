package io.brine.fuzz;

import io.brine.config.ConfigException;
import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration file of a master and of a minion. */
final class ConfigTarget implements FuzzTarget {
    private final Path directory = Scratch.directory();
    private final ConfigLoader loader =
            new ConfigLoader(new Surroundings(Map.of(), directory, "root", HostName.ofThisHost()), Clock.systemUTC());

    @Override
    public void run(byte[] input) {
        try {
            Files.write(directory.resolve("master"), input);
            Files.write(directory.resolve("minion"), input);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try {
            loader.master(Optional.of(directory), Map.of());
        } catch (ConfigException refused) {
            // the named refusal
        }
        try {
            loader.minion(Optional.of(directory), Map.of(), true);
        } catch (ConfigException refused) {
            // the named refusal
        }
    }

    /** Each reads files, the defaults and the host's name. */
    @Override
    public int changes() {
        return 30;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(Seeds.texts("yaml.json", List.of("text", "yaml", "in", "input")));
        for (String text : List.of(
                "id: m1\nmaster: [a, b]\nuser: root\npillar_roots:\n  base:\n    - /srv/pillar\n",
                "interface: 0.0.0.0\npublish_port: 4505\nnodegroups: {web: 'L@a,b'}\npeer: {'.*': ['test.*']}\n",
                "file_roots: {base: [/srv/salt]}\nlog_level: info\nminimum_auth_version: 2\n",
                "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
                "id: !!python/object/apply:os.system ['id']\n",
                "external_auth:\n  pam:\n    bob%:\n      - '*': [{cmd.run: {args: [ls]}}]\n")) {
            seeds.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return seeds;
    }
}
