package io.brine.modules.execution;

import io.brine.grains.Accounts;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import java.util.Optional;

/** User and group names and numbers: {@code /etc/passwd} and {@code /etc/group} first, {@code getent} for those of a directory service. */
final class FileOwners {
    private final Accounts accounts;
    private final Commands commands;

    FileOwners(Host host) {
        this.accounts = new Accounts(host.files());
        this.commands = host.commands();
    }

    static FileOwners ofThisMachine() {
        return new FileOwners(Host.thisMachine());
    }

    Optional<Long> uid(String user) {
        return accounts.user(user)
                .map(Accounts.User::uid)
                .or(() -> asked("passwd", user, 2).map(Long::valueOf));
    }

    Optional<String> user(long uid) {
        return accounts.user(uid).map(Accounts.User::name).or(() -> asked("passwd", Long.toString(uid), 0));
    }

    Optional<Long> gid(String group) {
        return accounts.group(group)
                .map(Accounts.Group::gid)
                .or(() -> asked("group", group, 2).map(Long::valueOf));
    }

    Optional<String> group(long gid) {
        return accounts.group(gid).map(Accounts.Group::name).or(() -> asked("group", Long.toString(gid), 0));
    }

    Optional<String> home(String user) {
        return accounts.user(user).map(Accounts.User::home).or(() -> asked("passwd", user, 5));
    }

    private Optional<String> asked(String database, String key, int field) {
        return commands.output("getent", database, key)
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > field)
                .map(fields -> fields[field]);
    }
}
