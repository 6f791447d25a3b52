package io.brine.modules.execution;

import io.brine.target.PyRegex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The conditions {@code file.find} knows. Source: 3006.0 utils/find.py */
final class FindCriteria {
    static final Map<String, String> TYPE_LETTERS =
            Map.of("block", "b", "char", "c", "dir", "d", "file", "f", "link", "l", "pipe", "p", "socket", "s");
    private static final Pattern INTERVAL = Pattern.compile(
            "\\s*([+-]?)(?:(\\d+(?:\\.\\d*)?)\\s*[wW])?\\s*(?:(\\d+(?:\\.\\d*)?)\\s*[dD])?\\s*(?:(\\d+(?:\\.\\d*)?)\\s*[hH])?"
                    + "\\s*(?:(\\d+(?:\\.\\d*)?)\\s*[mM])?\\s*(?:(\\d+(?:\\.\\d*)?)\\s*[sS])?\\s*");
    private static final long[] SECONDS = {604800, 86400, 3600, 60, 1};

    private final FileOwners owners;
    private final long nowSeconds;

    FindCriteria(FileOwners owners, long nowSeconds) {
        this.owners = owners;
        this.nowSeconds = nowSeconds;
    }

    FileFinder.Criterion of(String name, String value) {
        return switch (name) {
            case "name" -> named(value, 0);
            case "iname" -> named(value, PyRegex.IGNORECASE);
            case "regex" -> matching(value, 0);
            case "iregex" -> matching(value, PyRegex.IGNORECASE);
            case "type" -> typed(value);
            case "owner" -> ids(value, "user", owners::uid, FileStat::uid);
            case "group" -> ids(value, "group", owners::gid, FileStat::gid);
            case "size" -> sized(value);
            case "mtime" -> modified(value);
            case "grep" -> containing(value);
            default -> throw new IllegalArgumentException("invalid option \"" + name + "\"");
        };
    }

    private static FileFinder.Criterion named(String glob, int flags) {
        return matching(glob.replace(".", "\\.").replace("?", ".?").replace("*", ".*") + "$", flags);
    }

    private static PyRegex pattern(String regex, int flags) {
        return PyRegex.compile(regex, flags)
                .orElseThrow(() -> new IllegalArgumentException("invalid regular expression: \"" + regex + "\""));
    }

    private static FileFinder.Criterion matching(String regex, int flags) {
        PyRegex pattern = pattern(regex, flags);
        return (path, stat) -> pattern.matchesStart(
                path.getFileName() == null ? "" : path.getFileName().toString());
    }

    private static FileFinder.Criterion typed(String value) {
        Set<String> letters = new HashSet<>();
        for (char letter : value.replaceAll("[,\\s]", "").toCharArray()) {
            if (!TYPE_LETTERS.containsValue(String.valueOf(letter))) {
                throw new IllegalArgumentException("invalid file type \"" + letter + "\"");
            }
            letters.add(String.valueOf(letter));
        }
        return (path, stat) -> letters.contains(TYPE_LETTERS.get(stat.type()));
    }

    private static FileFinder.Criterion ids(
            String value, String kind, Function<String, Optional<Long>> known, Function<FileStat, Long> idOf) {
        Set<Long> ids = Set.of(value.replace(",", " ").strip().split("\\s+")).stream()
                .map(name -> name.matches("\\d+")
                        ? Long.valueOf(name)
                        : known.apply(name)
                                .orElseThrow(
                                        () -> new IllegalArgumentException("no such " + kind + " \"" + name + "\"")))
                .collect(Collectors.toSet());
        return (path, stat) -> ids.contains(idOf.apply(stat));
    }

    private static FileFinder.Criterion sized(String value) {
        Matcher size = Pattern.compile("([+-]?)\\s*(\\d+(?:\\.\\d*)?)\\s*([bkmgtBKMGT]?)")
                .matcher(value.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("invalid size: \"" + value + "\"");
        }
        Map<String, Integer> powers = new HashMap<>(Map.of("", 0, "b", 0, "k", 10, "m", 20, "g", 30, "t", 40));
        long unit = 1L << powers.get(size.group(3).toLowerCase(Locale.ROOT));
        long bytes = (long) (Double.parseDouble(size.group(2)) * unit);
        return switch (size.group(1)) {
            case "-" -> (path, stat) -> stat.size() <= bytes;
            case "+" -> (path, stat) -> stat.size() >= bytes;
            default -> (path, stat) -> stat.size() >= bytes && stat.size() <= bytes + unit - 1;
        };
    }

    /** Rounded down to the smallest unit that is given. */
    private FileFinder.Criterion modified(String value) {
        Matcher interval = INTERVAL.matcher(value);
        if (!interval.matches()) {
            throw new IllegalArgumentException("invalid time interval: '" + value + "'");
        }
        double seconds = 0;
        long resolution = 1;
        for (int unit = 0; unit < SECONDS.length; unit++) {
            if (interval.group(unit + 2) != null) {
                seconds += Double.parseDouble(interval.group(unit + 2)) * SECONDS[unit];
                resolution = SECONDS[unit];
            }
        }
        long border = nowSeconds - (long) (seconds / resolution) * resolution;
        return interval.group(1).equals("-")
                ? (path, stat) -> stat.seconds("lastModifiedTime") >= border
                : (path, stat) -> stat.seconds("lastModifiedTime") <= border;
    }

    private static FileFinder.Criterion containing(String regex) {
        PyRegex pattern = pattern(GivenRegex.bytes(regex), PyRegex.ASCII);
        return (path, stat) -> stat.type().equals("file") && pattern.finds(FileFinder.content(path));
    }
}
