package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CommandExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom a command runs, and with which umask: a wrapper of small programs around it, for a JVM cannot change the user
 * of a child itself.
 *
 * @param account another account than the minion's own, or empty
 */
record RunAs(Optional<Account> account, Optional<Long> groupId, Optional<String> umask) {
    static RunAs of(CommandRequest request) {
        Optional<Account> account = request.asked().optionalText("runas").map(RunAs::existing);
        Optional<Long> groupId = request.asked().optionalText("group").map(RunAs::existingGroup);
        Optional<Account> other = account.filter(each -> !each.name().equals(System.getProperty("user.name")));
        boolean isChange = other.isPresent() || groupId.isPresent();
        if (isChange && !"root".equals(System.getProperty("user.name"))) {
            throw new CommandExecutionException("Failed to change to user '"
                    + other.map(Account::name).orElse("") + "': the minion does not run as root");
        }
        return new RunAs(other, groupId, umask(request));
    }

    String home() {
        return account.map(Account::home).orElseGet(() -> System.getProperty("user.home"));
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (account.isPresent() || groupId.isPresent()) {
            wrapped.addAll(changeUser());
        }
        umask.ifPresent(mask -> wrapped.addAll(List.of("/bin/sh", "-c", "umask " + mask + "; exec \"$@\"", "sh")));
        wrapped.addAll(command);
        return wrapped;
    }

    private List<String> changeUser() {
        String setpriv = Executables.which("setpriv")
                .orElseThrow(() -> new CommandExecutionException(
                        "runas and group need the program setpriv (package util-linux), which is not installed"));
        List<String> words = new ArrayList<>(List.of(setpriv));
        account.ifPresent(each -> words.addAll(List.of("--reuid", Long.toString(each.uid()))));
        Optional<Long> gid = groupId.or(() -> account.map(Account::gid));
        gid.ifPresent(each -> words.addAll(List.of("--regid", Long.toString(each))));
        words.add(account.isPresent() ? "--init-groups" : "--keep-groups");
        words.add("--");
        return words;
    }

    private static Account existing(String name) {
        return Account.named(name)
                .orElseThrow(() -> new CommandExecutionException("User '" + name + "' is not available"));
    }

    private static Long existingGroup(String group) {
        return Account.groupId(group)
                .orElseThrow(() -> new CommandExecutionException("Group '" + group + "' is not available"));
    }

    /** Octal digits, as text or as the number they look like. */
    private static Optional<String> umask(CommandRequest request) {
        Object given = request.asked().value("umask");
        if (given == null) {
            return Optional.empty();
        }
        String digits = PyText.str(given).replaceFirst("^0+", "");
        if (digits.isEmpty()) {
            throw new CommandExecutionException("Zero umask is not allowed.");
        }
        if (!digits.matches("[0-7]{1,4}")) {
            throw new CommandExecutionException("Invalid umask: '" + PyText.str(given) + "'");
        }
        return Optional.of("0" + digits);
    }
}
