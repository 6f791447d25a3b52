package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The functions of {@code file} about users, groups and modes. */
final class FileOwnership {
    private final FileOwners owners;

    FileOwnership(FileOwners owners) {
        this.owners = owners;
    }

    void register(Registrar functions) {
        functions.add(
                "user_to_uid",
                Parameters.of("user"),
                "Return the number of a user, '' if there is none.\nsalt '*' file.user_to_uid root",
                (context, arguments) ->
                        uid(arguments.isNil("user") ? System.getProperty("user.name") : arguments.value("user")));
        functions.add(
                "uid_to_user",
                Parameters.of("uid"),
                "Return the user of a number, or the number.\nsalt '*' file.uid_to_user 0",
                (context, arguments) -> owners.user(arguments.integer("uid"))
                        .map(Object.class::cast)
                        .orElse(arguments.value("uid")));
        functions.add(
                "group_to_gid",
                Parameters.of("group"),
                "Return the number of a group, '' if there is none.\nsalt '*' file.group_to_gid root",
                (context, arguments) -> arguments.isNil("group") ? "" : gid(arguments.value("group")));
        functions.add(
                "gid_to_group",
                Parameters.of("gid"),
                "Return the group of a number, or the number.\nsalt '*' file.gid_to_group 0",
                (context, arguments) -> groupOf(arguments));
        functions.add(
                "set_mode",
                Parameters.of("path", "mode"),
                "Set the mode of a path.\nsalt '*' file.set_mode /etc/passwd 0644",
                (context, arguments) -> setMode(arguments));
        functions.add(
                "chown",
                Parameters.of("path", "user", "group"),
                "Set owner and group of a path.\nsalt '*' file.chown /etc/passwd root root",
                (context, arguments) -> chown(arguments, arguments.value("user"), true));
        functions.add(
                "lchown",
                Parameters.of("path", "user", "group"),
                "Set owner and group without following links.\nsalt '*' file.lchown /etc/passwd root root",
                (context, arguments) -> chown(arguments, arguments.value("user"), false));
        functions.add(
                "chgrp",
                Parameters.of("path", "group"),
                "Set the group of a path.\nsalt '*' file.chgrp /etc/passwd root",
                (context, arguments) -> chown(arguments, null, true));
    }

    private Object uid(Object user) {
        return user instanceof Number
                ? user
                : owners.uid(String.valueOf(user)).map(Object.class::cast).orElse("");
    }

    private Object gid(Object group) {
        return group instanceof Number
                ? group
                : owners.gid(String.valueOf(group)).map(Object.class::cast).orElse("");
    }

    private Object groupOf(Arguments arguments) {
        Object given = arguments.value("gid");
        Object gid = given instanceof String text && !text.matches("\\d+") ? gid(text) : arguments.integer("gid");
        return gid instanceof Number number
                ? owners.group(number.longValue()).map(Object.class::cast).orElse(gid)
                : "";
    }

    private static String setMode(Arguments arguments) throws IOException {
        Path path = FileQueries.path(arguments);
        String mode = arguments.text("mode").replaceFirst("^[0Oo]+", "");
        mode = mode.isEmpty() ? "0" : mode;
        if (!Files.exists(path)) {
            throw new CommandExecutionException(path + ": File not found");
        }
        if (!mode.matches("[0-7]{1,4}")) {
            return "Invalid Mode " + mode;
        }
        Files.setAttribute(path, "unix:mode", Integer.parseInt(mode, 8));
        return FileStat.of(path).permissions();
    }

    /** Nil if all went well, else what is wrong. */
    private Object chown(Arguments arguments, Object user, boolean isFollowing) throws IOException {
        Path path = FileQueries.path(arguments);
        Object group = arguments.value("group");
        Object uid = isGiven(user) ? uid(user) : -1L;
        Object gid = isGiven(group) ? gid(group) : -1L;
        String error =
                ("".equals(uid) ? "User does not exist\n" : "") + ("".equals(gid) ? "Group does not exist\n" : "");
        boolean isThere = Files.exists(path) || Files.isSymbolicLink(path);
        if (!isThere || !error.isEmpty()) {
            return error + (isThere ? "" : "File not found");
        }
        boolean followsLink = isFollowing && Files.exists(path);
        set(path, Map.of("unix:uid", uid, "unix:gid", gid), followsLink);
        return null;
    }

    private static boolean isGiven(Object name) {
        return name != null && !"".equals(name);
    }

    private static void set(Path path, Map<String, Object> ids, boolean followsLink) throws IOException {
        LinkOption[] options = followsLink ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        for (Map.Entry<String, Object> id : ids.entrySet()) {
            int number = ((Number) id.getValue()).intValue();
            if (number >= 0) {
                Files.setAttribute(path, id.getKey(), number, options);
            }
        }
    }

    /** Gives a file the owner, group and mode another had. */
    static void copy(FileStat from, Path to) throws IOException {
        FileStat now = FileStat.of(to);
        if (now.uid() != from.uid()) {
            Files.setAttribute(to, "unix:uid", (int) from.uid());
        }
        if (now.gid() != from.gid()) {
            Files.setAttribute(to, "unix:gid", (int) from.gid());
        }
        Files.setAttribute(to, "unix:mode", from.mode() & 07777);
    }
}
