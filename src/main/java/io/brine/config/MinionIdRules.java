package io.brine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The id of a daemon: as configured, else as remembered in {@code minion_id}, else the name of the host bent by
 * {@code minion_id_lowercase}, {@code minion_id_remove_domain}; then {@code append_domain}.
 * Source: 3006.0 salt/config/__init__.py get_id, _append_domain, remove_domain_from_fqdn.
 */
final class MinionIdRules {
    private final Options options;
    private final HostName hostName;
    private final Path idFile;

    MinionIdRules(Options options, HostName hostName, Path idFile) {
        this.options = options;
        this.hostName = hostName;
        this.idFile = idFile;
    }

    /** @param remember whether a generated id may be written to {@code minion_id} */
    String id(boolean remember) {
        String configured = options.text("id");
        if (!configured.isEmpty()) {
            return withDomain(configured);
        }
        Optional<String> remembered = remembered();
        String id = remembered.orElseGet(this::generated);
        if (remember && remembered.isEmpty() && options.flag("minion_id_caching")) {
            write(id);
        }
        return remembered.isEmpty() && id.matches("\\d+(\\.\\d+){3}") ? id : withDomain(id);
    }

    private Optional<String> remembered() {
        if (!options.flag("minion_id_caching")) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(idFile);
            return lines.stream()
                    .findFirst()
                    .map(line -> line.replace("\uFEFF", "").strip())
                    .filter(name -> !name.isEmpty() && !name.equals("localhost"));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private String generated() {
        String id = hostName.name();
        if (options.flag("minion_id_lowercase")) {
            id = id.toLowerCase(Locale.ROOT);
        }
        Object domain = options.value("minion_id_remove_domain");
        if (Boolean.TRUE.equals(domain)) {
            return id.split("\\.", 2)[0];
        }
        String suffix = "." + domain;
        boolean ends =
                domain instanceof String && id.toUpperCase(Locale.ROOT).endsWith(suffix.toUpperCase(Locale.ROOT));
        return ends ? id.substring(0, id.length() - suffix.length()) : id;
    }

    private String withDomain(String id) {
        Optional<String> domain = options.maybeText("append_domain");
        if (domain.isEmpty() || id.endsWith(domain.get()) || id.endsWith(".")) {
            return id;
        }
        return id + "." + domain.get();
    }

    /** An ordinary user cannot write to /etc/salt; the same name is then found again at the next start. */
    private void write(String id) {
        try {
            Files.createDirectories(idFile.toAbsolutePath().getParent());
            Files.writeString(idFile, id);
        } catch (IOException ignored) {
            return;
        }
    }
}
