package io.brine.modules.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** One line of the password file. */
record Account(String name, long uid, long gid, String home, String shell) {
    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final Path GROUP = Path.of("/etc/group");

    static Optional<Account> named(String name) {
        return line(PASSWD, name)
                .map(fields -> new Account(
                        fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5], fields[6]));
    }

    /** The number of a group. */
    static Optional<Long> groupId(String group) {
        return line(GROUP, group).map(fields -> Long.valueOf(fields[2]));
    }

    private static Optional<String[]> line(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length >= 3)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
