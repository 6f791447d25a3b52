package io.brine.grains;

import java.util.List;
import java.util.Optional;

/** {@code /etc/passwd} and {@code /etc/group}. */
public final class Accounts {
    private final HostFiles files;

    public Accounts(HostFiles files) {
        this.files = files;
    }

    /** One line of passwd. */
    public record User(String name, String passwd, long uid, long gid, String gecos, String home, String shell) {}

    /** One line of group. */
    public record Group(String name, String passwd, long gid, List<String> members) {}

    public List<User> users() {
        return files.lines("/etc/passwd").stream()
                .map(line -> line.split(":", -1))
                .filter(field -> field.length >= 7 && isNumber(field[2]) && isNumber(field[3]))
                .map(field -> new User(
                        field[0],
                        field[1],
                        Long.parseLong(field[2]),
                        Long.parseLong(field[3]),
                        field[4],
                        field[5],
                        field[6]))
                .toList();
    }

    public List<Group> groups() {
        return files.lines("/etc/group").stream()
                .map(line -> line.split(":", -1))
                .filter(field -> field.length >= 4 && isNumber(field[2]))
                .map(field -> new Group(
                        field[0],
                        field[1],
                        Long.parseLong(field[2]),
                        field[3].isEmpty() ? List.of() : List.of(field[3].split(","))))
                .toList();
    }

    public Optional<User> user(String name) {
        return users().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    public Optional<User> user(long uid) {
        return users().stream().filter(user -> user.uid() == uid).findFirst();
    }

    public Optional<Group> group(String name) {
        return groups().stream().filter(group -> group.name().equals(name)).findFirst();
    }

    public Optional<Group> group(long gid) {
        return groups().stream().filter(group -> group.gid() == gid).findFirst();
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,10}");
    }
}
