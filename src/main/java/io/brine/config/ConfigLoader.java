package io.brine.config;

import io.brine.config.KnownOptions.Resource;
import io.brine.config.Options.Origin;
import io.brine.data.Trees;
import io.brine.data.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the configuration of a daemon or a command: defaults, then the main file and its includes, then what the command
 * line says. A missing file means defaults.
 */
public final class ConfigLoader {
    private static final List<String> MASTER_PATHS = List.of(
            "pki_dir",
            "cachedir",
            "pidfile",
            "sock_dir",
            "extension_modules",
            "autosign_file",
            "autoreject_file",
            "token_dir",
            "syndic_dir",
            "sqlite_queue_dir",
            "autosign_grains_dir",
            "log_file",
            "key_logfile",
            "ssh_log_file");
    private static final List<String> MINION_PATHS =
            List.of("pki_dir", "cachedir", "sock_dir", "extension_modules", "pidfile", "log_file", "key_logfile");

    private final Surroundings surroundings;
    private final Clock clock;

    public ConfigLoader(Surroundings surroundings, Clock clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /** With the environment and the clock of this process. */
    public static ConfigLoader ofThisProcess() {
        return new ConfigLoader(Surroundings.ofThisProcess(), Clock.systemUTC());
    }

    /**
     * The configuration of a master.
     * @param configDir what {@code -c} said
     * @param overrides options given on the command line; they win over every file
     * @throws ConfigException if a file cannot be understood or a value cannot be used
     */
    public MasterConfig master(Optional<Path> configDir, Map<String, Object> overrides) {
        Read read = read("master", configDir);
        return masterFrom(read, overrides);
    }

    /** The configuration of {@code salt-api}: that of the master it stands beside, with a log and a pid file of its own. */
    public MasterConfig api(Optional<Path> configDir, Map<String, Object> overrides) {
        Read read = read("master", configDir);
        Options options = options(read, overrides);
        if (!overrides.containsKey("log_file")) {
            options.set("log_file", options.maybeText("api_logfile").orElse("/var/log/salt/api"));
        }
        if (!overrides.containsKey("pidfile")) {
            options.set("pidfile", options.maybeText("api_pidfile").orElse("/var/run/salt-api.pid"));
        }
        return finishedMaster(read, options);
    }

    /**
     * The configuration of a command that talks to the master of this host: that of the master, over it the caller's own
     * {@code ~/.saltrc}, a wildcard interface replaced by the loopback, and the caller's stored token.
     * Source: 3006.0 salt/config/__init__.py client_config.
     */
    public MasterConfig client(Optional<Path> configDir, Map<String, Object> overrides) {
        Read read = read("master", configDir);
        Path personal = surroundings
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(surroundings.home().resolve(".config"))
                .resolve("salt");
        boolean xdg = Files.isDirectory(personal);
        Path directory = xdg ? personal : surroundings.home();
        Path saltrc = surroundings
                .variable("SALT_CLIENT_CONFIG")
                .map(Path::of)
                .filter(Files::isRegularFile)
                .orElse(directory.resolve(xdg ? "saltrc" : ".saltrc"));
        read.files().load(saltrc, "");

        Options options = options(read, overrides);
        String tokenFile = options.maybeText("token_file")
                .orElse(directory.resolve("salt_token").toString());
        Path token = surroundings.expanded(Path.of(tokenFile)).toAbsolutePath();
        options.set("token_file", token.toString());
        storedToken(token, options.wholeNumber("token_expire")).ifPresent(text -> options.set("token", text));
        switch (options.text("interface")) {
            case "0.0.0.0" -> options.set("interface", "127.0.0.1");
            case "::" -> options.set("interface", "::1");
            default -> {}
        }
        return finishedMaster(read, options);
    }

    /** The configuration of a minion. @param remember whether a generated id may be written to {@code minion_id} */
    public MinionConfig minion(Optional<Path> configDir, Map<String, Object> overrides, boolean remember) {
        Read read = read("minion", configDir);
        Options options = options(read, overrides);
        OptionRules rules = new OptionRules(options);
        rules.takeOldForms();
        rules.placeLogFile(read.files().values().containsKey("log_file") || overrides.containsKey("log_file"));
        String id =
                new MinionIdRules(options, surroundings.hostName(), idFile(read.configFile(), options)).id(remember);
        options.set("id", id);
        rules.appendId(id);
        rules.derivePaths();
        if (options.value("return") instanceof List<?> returners) {
            options.set(
                    "return",
                    String.join(",", returners.stream().map(String::valueOf).toList()));
        }
        rules.prependRootDir(MINION_PATHS);
        return MinionConfig.from(options, warnings(read, options));
    }

    private MasterConfig masterFrom(Read read, Map<String, Object> overrides) {
        return finishedMaster(read, options(read, overrides));
    }

    private MasterConfig finishedMaster(Read read, Options options) {
        OptionRules rules = new OptionRules(options);
        rules.takeOldForms();
        rules.placeLogFile(read.files().values().containsKey("log_file"));
        options.set("auto_accept", Boolean.TRUE.equals(options.value("auto_accept")));
        if (options.map("external_auth").containsKey("rest")) {
            options.set("keep_acl_in_token", true);
        }
        if (read.files().values().containsKey("keep_jobs")
                && !read.files().values().containsKey("keep_jobs_seconds")) {
            options.set("keep_jobs_seconds", options.wholeNumber("keep_jobs") * 3600);
        }
        rules.derivePaths();
        options.set("token_dir", options.text("cachedir") + "/tokens");
        options.set("syndic_dir", options.text("cachedir") + "/syndics");
        boolean generated = options.text("id").isEmpty();
        String id = new MinionIdRules(options, surroundings.hostName(), idFile(read.configFile(), options)).id(false);
        options.set("id", generated ? id + "_master" : id);
        rules.prependRootDir(MASTER_PATHS);
        return MasterConfig.from(options, warnings(read, options));
    }

    private record Read(String role, Path configFile, ConfigFiles files) {}

    private Read read(String role, Optional<Path> asked) {
        Path configDir = surroundings.configDir(asked);
        Path file = surroundings
                .variable("SALT_" + role.toUpperCase(Locale.ROOT) + "_CONFIG")
                .filter(named -> asked.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .orElse(configDir.resolve(role))
                .toAbsolutePath();
        ConfigFiles files = new ConfigFiles(surroundings);
        files.load(file, role + ".d/*.conf");
        return new Read(role, file, files);
    }

    private Options options(Read read, Map<String, Object> overrides) {
        Map<String, Object> values = new LinkedHashMap<>(defaults(read.role()));
        values.put("user", surroundings.user());
        values.putAll(read.files().values());
        values.putAll(overrides);
        values.put("conf_file", read.configFile().toString());
        values.put("__role", read.role());
        Map<String, Origin> origins = new LinkedHashMap<>(read.files().origins());
        origins.keySet().removeAll(overrides.keySet());
        return new Options(values, origins);
    }

    static Map<String, Object> defaults(String role) {
        String name = role + "-defaults.yaml";
        return Trees.fields(Yaml.load(Resource.text(name), name));
    }

    /** Beside a configuration file of one's own, else below root_dir as Salt has it. */
    private static Path idFile(Path configFile, Options options) {
        Path directory = configFile.getParent();
        if (directory.equals(Surroundings.DEFAULT_CONFIG_DIR)) {
            directory = OptionRules.prefixed(Path.of(options.text("root_dir")).toAbsolutePath(), directory);
        }
        return directory.resolve("minion_id");
    }

    private static List<ConfigWarning> warnings(Read read, Options options) {
        List<ConfigWarning> warnings = new ArrayList<>(read.files().warnings());
        read.files()
                .origins()
                .forEach((name, origin) -> KnownOptions.unsupported(name, read.role())
                        .filter(remark -> options.flag(name))
                        .ifPresent(remark ->
                                warnings.add(new ConfigWarning(Optional.of(origin.file()), origin.line(), remark))));
        Origin door = read.files().origins().get("rest_cherrypy");
        if (door != null) {
            options.map("rest_cherrypy")
                    .keySet()
                    .forEach(name -> KnownOptions.remark("rest_cherrypy", name, ApiConfig.NAMES)
                            .ifPresent(remark ->
                                    warnings.add(new ConfigWarning(Optional.of(door.file()), door.line(), remark))));
        }
        return List.copyOf(warnings);
    }

    private Optional<String> storedToken(Path file, long expiresAfterSeconds) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            boolean valid = written.plusSeconds(expiresAfterSeconds).isAfter(clock.instant());
            return valid ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
