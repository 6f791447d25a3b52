package io.brine.modules.execution;

import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Accounts;
import io.brine.grains.Accounts.Group;
import io.brine.grains.Accounts.User;
import io.brine.grains.HostFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The questions of {@code user} and {@code group}. Source: 3006.0 modules/useradd.py, groupadd.py */
final class AccountModules {
    private static final Parameters NAME = Parameters.of("name", "root=None");

    private AccountModules() {}

    /** {@code user}. */
    static final class Users implements FunctionModule {
        private final Accounts accounts;

        Users(HostFiles files) {
            this.accounts = new Accounts(files);
        }

        @Override
        public String name() {
            return "user";
        }

        @Override
        public void register(Registrar functions) {
            functions.add(
                    "info",
                    NAME,
                    "Return what is known of a user, nothing if there is none.\nsalt '*' user.info root",
                    (context, arguments) -> accounts.user(arguments.text("name"))
                            .map(this::shown)
                            .orElse(Map.of()));
            functions.add(
                    "list_users",
                    Parameters.of("root=None"),
                    "Return the names of all users.\nsalt '*' user.list_users",
                    (context, arguments) ->
                            accounts.users().stream().map(User::name).sorted().toList());
            functions.add(
                    "list_groups",
                    Parameters.of("name"),
                    "Return the groups of a user.\nsalt '*' user.list_groups foo",
                    (context, arguments) -> accounts.user(arguments.text("name"))
                            .map(this::groups)
                            .orElse(List.of()));
            functions.add(
                    "getent",
                    Parameters.of("refresh=False", "root=None"),
                    "Return what is known of all users.\nsalt '*' user.getent",
                    (context, arguments) ->
                            accounts.users().stream().map(this::shown).toList());
            functions.add(
                    "primary_group",
                    Parameters.of("name"),
                    "Return the primary group of a user.\nsalt '*' user.primary_group saltadmin",
                    (context, arguments) -> accounts.user(arguments.text("name"))
                            .flatMap(user -> accounts.group(user.gid()))
                            .map(Group::name)
                            .orElse(""));
        }

        private List<Object> groups(User user) {
            TreeSet<String> groups = new TreeSet<>();
            accounts.group(user.gid()).ifPresent(group -> groups.add(group.name()));
            accounts.groups().stream()
                    .filter(group -> group.members().contains(user.name()))
                    .forEach(group -> groups.add(group.name()));
            return new ArrayList<>(groups);
        }

        private Map<String, Object> shown(User user) {
            String[] gecos = (user.gecos() + ",,,,").split(",", 5);
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("gid", user.gid());
            shown.put("groups", groups(user));
            shown.put("home", user.home());
            shown.put("name", user.name());
            shown.put("passwd", user.passwd());
            shown.put("shell", user.shell());
            shown.put("uid", user.uid());
            shown.put("fullname", gecos[0]);
            shown.put("roomnumber", gecos[1]);
            shown.put("workphone", gecos[2]);
            shown.put("homephone", gecos[3]);
            shown.put("other", gecos[4].replaceFirst(",+$", ""));
            return shown;
        }
    }

    /** {@code group}. */
    static final class Groups implements FunctionModule {
        private final Accounts accounts;

        Groups(HostFiles files) {
            this.accounts = new Accounts(files);
        }

        @Override
        public String name() {
            return "group";
        }

        @Override
        public void register(Registrar functions) {
            functions.add(
                    "info",
                    NAME,
                    "Return what is known of a group, nothing if there is none.\nsalt '*' group.info foo",
                    (context, arguments) -> accounts.group(arguments.text("name"))
                            .map(Groups::shown)
                            .orElse(Map.of()));
            functions.add(
                    "getent",
                    Parameters.of("refresh=False", "root=None"),
                    "Return what is known of all groups.\nsalt '*' group.getent",
                    (context, arguments) ->
                            accounts.groups().stream().map(Groups::shown).toList());
        }

        private static Map<String, Object> shown(Group group) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", group.name());
            shown.put("passwd", group.passwd());
            shown.put("gid", group.gid());
            shown.put("members", new ArrayList<Object>(group.members()));
            return shown;
        }
    }
}
