package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code os-release}, as Python's {@code platform.freedesktop_os_release} reads it: NAME, ID and PRETTY_NAME always have a value. */
record OsRelease(Map<String, String> fields) {
    private static final Pattern LINE = Pattern.compile("^([a-zA-Z0-9_]+)=('(.*)'|\"(.*)\"|(.*))$");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\$\"'`])");

    /** From {@code /etc/os-release}, else {@code /usr/lib/os-release}. */
    static Optional<OsRelease> read(HostFiles files) {
        return files.text("/etc/os-release")
                .or(() -> files.text("/usr/lib/os-release"))
                .map(OsRelease::parse);
    }

    static OsRelease parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("NAME", "Linux");
        fields.put("ID", "linux");
        fields.put("PRETTY_NAME", "Linux");
        text.lines()
                .map(String::strip)
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    String value = line.group(3) != null
                            ? line.group(3)
                            : line.group(4) != null ? line.group(4) : line.group(5);
                    fields.put(line.group(1), ESCAPED.matcher(value).replaceAll("$1"));
                });
        return new OsRelease(fields);
    }

    /** The field, empty if it is absent. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String id() {
        return fields.get("ID");
    }

    String name() {
        return fields.get("NAME");
    }
}
