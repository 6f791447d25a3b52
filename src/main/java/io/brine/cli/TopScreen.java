package io.brine.cli;

import io.brine.data.Trees;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A fleet as lines of a terminal: numbers first, then minions, the worst first. */
final class TopScreen {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int NARROWEST = 60;
    private static final int ID_WIDTH = 26;
    private static final int BEFORE_REASON = 70;

    /** Sign and colour of each word, the worst first. */
    private static final Map<String, String[]> WORDS = words();
    /** The worst first. */
    private static final List<String> ORDER = List.copyOf(WORDS.keySet());

    private static final Set<Object> AWAY = Set.of("SUSPECT", "DOWN", "GONE");
    /** Where the class of a minion stands in its row: roaming, ephemeral, or empty. */
    private static final int CLASS = 12;

    private final boolean colours;
    private final int columns;
    private final int rows;

    /** @param rows 0 for as many as there are */
    TopScreen(boolean colours, int columns, int rows) {
        this.colours = colours;
        this.columns = Math.max(NARROWEST, columns);
        this.rows = rows;
    }

    private static Map<String, String[]> words() {
        Map<String, String[]> words = new LinkedHashMap<>();
        words.put("FAILED", new String[] {"■", "97;41"});
        words.put("DOWN", new String[] {"✕", "31"});
        words.put("SUSPECT", new String[] {"?", "33"});
        words.put("REPAIRING", new String[] {"↻", "34"});
        words.put("RECOVERING", new String[] {"↗", "34"});
        words.put("FLAPPING", new String[] {"≋", "35"});
        words.put("DEGRADED", new String[] {"◐", "33"});
        words.put("UNKNOWN", new String[] {"·", "90"});
        words.put("GONE", new String[] {"◌", "90"});
        words.put("PENDING", new String[] {"○", "90"});
        words.put("MAINT", new String[] {"‖", "90"});
        words.put("UP", new String[] {"●", "32"});
        return words;
    }

    /** @param tree as {@code monitor.get top} gives it */
    List<String> lines(Map<String, Object> tree) {
        Map<String, Object> fleet = Trees.fields(tree.get("fleet"));
        Map<String, Object> pulse = Trees.fields(fleet.get("pulse"));
        List<String> lines = new ArrayList<>();
        long now = number(fleet.get("at")) / 1000;
        String clock = CLOCK.format(Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)) + " UTC";
        String name = tree.get("master") + "   " + health(pulse);
        lines.add(bold(fit(name, columns - clock.length() - 1)) + " " + clock);
        lines.add(fit(counts(fleet), columns));
        lines.add(fit(
                "waiting " + pulse.get("queue") + "   busy " + pulse.get("busy") + "/" + pulse.get("threads")
                        + "   events " + pulse.get("events") + "/s   links " + pulse.get("links") + "   queued "
                        + pulse.get("waiting") + "   dropped " + pulse.get("dropped"),
                columns));
        lines.add(fit(trouble(Trees.fields(tree.get("trouble"))), columns));
        lines.add(bold(fit(
                String.format(
                        "%-12s %-26s %-8s %6s %6s %7s  %s",
                        "STATE", "MINION", "SITE", "SINCE", "SEEN", "RTT", "WHAT IS KNOWN"),
                columns)));
        List<List<?>> minions = minions(tree.get("minions"));
        int room = rows == 0 ? minions.size() : Math.max(0, rows - lines.size() - 1);
        minions.stream().limit(room).forEach(row -> lines.add(line(row, now)));
        return lines;
    }

    private static List<List<?>> minions(Object all) {
        List<List<?>> minions = new ArrayList<>();
        ((List<?>) all).forEach(row -> minions.add((List<?>) row));
        minions.sort(Comparator.comparing((List<?> row) -> row.get(1).equals("UP"))
                .thenComparing(TopScreen::isAwayByItsClass)
                .thenComparing(row -> ORDER.indexOf(String.valueOf(row.get(1))))
                .thenComparing(row -> String.valueOf(row.get(0))));
        return minions;
    }

    /** Laptops that are closed hide nobody. An older master tells no class. */
    private static boolean isAwayByItsClass(List<?> row) {
        return row.size() > CLASS && !row.get(CLASS).equals("") && AWAY.contains(row.get(1));
    }

    private static String health(Map<String, Object> pulse) {
        return "OK".equals(pulse.get("health")) ? "itself ok" : pulse.get("health") + " " + pulse.get("why");
    }

    private static String counts(Map<String, Object> fleet) {
        StringBuilder text = new StringBuilder(fleet.get("n") + (number(fleet.get("n")) == 1 ? " minion" : " minions"));
        Map<String, Object> words = Trees.fields(fleet.get("words"));
        List<String> order = new ArrayList<>(WORDS.keySet());
        java.util.Collections.reverse(order);
        for (String word : order) {
            if (words.containsKey(word)) {
                text.append("   ").append(WORDS.get(word)[0]).append(' ').append(words.get(word));
                text.append(' ').append(word.toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }

    private static String trouble(Map<String, Object> trouble) {
        if (!Boolean.TRUE.equals(trouble.get("on"))) {
            return "nobody judges the health of minions: words follow connections alone";
        }
        long open = ((List<?>) trouble.get("incidents"))
                .stream()
                        .filter(one -> number(Trees.fields(one).get("closed")) == 0)
                        .count();
        List<String> breakers = ((List<?>) trouble.get("breakers"))
                .stream()
                        .map(one -> String.valueOf(Trees.fields(one).get("name")))
                        .toList();
        return "incidents " + open + " open   breakers " + (breakers.isEmpty() ? "none" : String.join(" ", breakers));
    }

    private String line(List<?> row, long now) {
        String word = String.valueOf(row.get(1));
        String[] how = WORDS.getOrDefault(word, WORDS.get("UNKNOWN"));
        String sign = colour(fit(how[0] + " " + word, 12), how[1]);
        long rtt = number(row.get(6));
        String middle = String.format(
                " %s %s %6s %6s %7s  ",
                fit(String.valueOf(row.get(0)), ID_WIDTH),
                fit(String.valueOf(row.get(3)), 8),
                ago(number(row.get(2)), now),
                ago(number(row.get(7)), now),
                rtt < 0 ? "-" : rtt + " ms");
        return sign + middle + cut(String.valueOf(row.get(10)), columns - BEFORE_REASON - 4);
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String ago(long at, long now) {
        long seconds = Math.max(0, now - at);
        if (at == 0) {
            return "-";
        }
        return seconds < 100
                ? seconds + " s"
                : seconds < 6000
                        ? seconds / 60 + " m"
                        : seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** What comes from elsewhere moves no cursor. */
    private static String cut(String text, int width) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= width ? plain : plain.substring(0, Math.max(0, width - 1)) + "…";
    }

    private static String fit(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    private String bold(String text) {
        return colour(text, "1");
    }

    private String colour(String text, String code) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
