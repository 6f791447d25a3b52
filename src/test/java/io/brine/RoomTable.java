package io.brine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of rooms in docs/ARCHITECTURE.md: room -> the rooms it may use. */
record RoomTable(Map<String, Set<String>> mayUse) {
    private static final Pattern ROW = Pattern.compile("^\\| \\*\\*(\\w+)\\*\\* \\|.*\\|([^|]*)\\|$");
    private static final Set<String> VOCABULARY = Set.of("data", "wire", "config", "target");

    static RoomTable read(Path map) {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(map)) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    rooms.put(row.group(1), rooms(row.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RoomTable(rooms);
    }

    private static Set<String> rooms(String cell) {
        Set<String> rooms = new LinkedHashSet<>();
        for (String word : cell.trim().split("\\s+")) {
            if (word.equals("V")) {
                rooms.addAll(VOCABULARY);
            } else if (!word.equals("-")) {
                rooms.add(word);
            }
        }
        return rooms;
    }

    Set<String> names() {
        return mayUse.keySet();
    }
}
