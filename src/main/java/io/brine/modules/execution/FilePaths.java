package io.brine.modules.execution;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as people give them. */
final class FilePaths {
    private static final Pattern HOME = Pattern.compile("^~([^/]*)");

    private FilePaths() {}

    static Path of(String path) {
        return Path.of(expandUser(path));
    }

    /** {@code ~} and {@code ~name} become home directories, as {@code os.path.expanduser} does. */
    static String expandUser(String path) {
        Matcher home = HOME.matcher(path);
        if (!home.find()) {
            return path;
        }
        String name = home.group(1);
        String directory = name.isEmpty()
                ? System.getProperty("user.home")
                : FileOwners.ofThisMachine().home(name).orElse("~" + name);
        return directory + path.substring(home.end());
    }

    static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    /** As {@code os.path.basename}. */
    static String basename(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** As {@code os.path.dirname}. */
    static String dirname(String path) {
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        String stripped = head.replaceAll("/+$", "");
        return stripped.isEmpty() ? head : stripped;
    }

    /** As {@code os.path.join}: an absolute part drops what was before it. */
    static String join(Iterable<String> parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            if (part.startsWith("/")) {
                joined.setLength(0);
            } else if (joined.length() > 0 && joined.charAt(joined.length() - 1) != '/') {
                joined.append('/');
            }
            joined.append(part);
        }
        return joined.toString();
    }

    /** As {@code os.path.normpath}. */
    static String normalize(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        boolean isDoubleSlash = path.startsWith("//") && !path.startsWith("///");
        String normal = Path.of(path).normalize().toString();
        while (normal.startsWith("/..")) {
            normal = normal.length() == 3 ? "/" : normal.substring(3);
        }
        return (isDoubleSlash ? "/" : "") + (normal.isEmpty() ? "." : normal);
    }
}
