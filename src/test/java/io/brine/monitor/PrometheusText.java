package io.brine.monitor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of Prometheus' text format 0.0.4: what a scraper would refuse or count twice is an error here. */
public final class PrometheusText {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\"\\\\n])*)\"(?:,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private PrometheusText() {}

    /** @throws AssertionError naming the line that is wrong */
    public static PrometheusText read(byte[] text) {
        PrometheusText read = new PrometheusText();
        String all = new String(text, StandardCharsets.UTF_8);
        if (!all.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        all.lines().forEach(read::line);
        read.checkHistograms();
        return read;
    }

    private void line(String line) {
        if (line.startsWith("# HELP ")) {
            String[] words = line.split(" ", 4);
            put(helps, words[2], words[3], line);
        } else if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", 4);
            put(types, words[2], words[3], line);
        } else {
            sample(line);
        }
    }

    private static void put(Map<String, String> map, String name, String value, String line) {
        if (map.put(name, value) != null) {
            throw new AssertionError("a family is begun twice: " + line);
        }
    }

    private void sample(String line) {
        Matcher parts = SAMPLE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        String family = family(parts.group(1));
        if (!types.containsKey(family) || !helps.containsKey(family)) {
            throw new AssertionError("a sample of no family: " + line);
        }
        if (types.get(family).equals("counter") && !family.endsWith("_total")) {
            throw new AssertionError("a counter whose name does not say so: " + line);
        }
        String key = parts.group(1) + labels(parts.group(2) == null ? "" : parts.group(2), line);
        if (samples.put(key, number(parts.group(3))) != null) {
            throw new AssertionError("a series twice: " + line);
        }
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private String family(String name) {
        for (String suffix : List.of("_bucket", "_count", "_sum")) {
            String shorter = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
            if (!shorter.equals(name) && "histogram".equals(types.get(shorter))) {
                return shorter;
            }
        }
        return name;
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            if (label.start() != end || labels.put(label.group(1), label.group(2)) != null) {
                throw new AssertionError("labels: " + line);
            }
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("labels: " + line);
        }
        return labels;
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                checkHistogram(name);
            }
        });
    }

    private void checkHistogram(String name) {
        Map<String, List<Double>> rising = new LinkedHashMap<>();
        samples.forEach((key, value) -> {
            if (key.startsWith(name + "_bucket{")) {
                String series = key.replaceAll("(, )?le=[^,}]+", "");
                rising.computeIfAbsent(series, first -> new ArrayList<>()).add(value);
            }
        });
        Set<String> counted = new HashSet<>();
        rising.forEach((series, values) -> {
            for (int i = 1; i < values.size(); i++) {
                if (values.get(i) < values.get(i - 1)) {
                    throw new AssertionError("buckets fall: " + series);
                }
            }
            String count =
                    series.replace("_bucket", "_count").replace("{}", "{}").replace("{, ", "{");
            counted.add(count);
            if (!values.get(values.size() - 1).equals(samples.get(count))) {
                throw new AssertionError("count is not the last bucket: " + series + " " + count);
            }
        });
    }

    public Set<String> names() {
        return new TreeSet<>(types.keySet());
    }

    public String type(String name) {
        return types.get(name);
    }

    public int seriesCount() {
        return samples.size();
    }

    /** @param labels name, value, ... */
    public double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        Double value = samples.get(name + wanted);
        if (value == null) {
            throw new AssertionError("no series " + name + wanted + " among "
                    + samples.keySet().stream()
                            .filter(key -> key.startsWith(name))
                            .toList());
        }
        return value;
    }

    /** Whether some series of that name has this label. */
    public boolean hasLabel(String name, String label) {
        return samples.keySet().stream().anyMatch(key -> key.startsWith(name + "{") && key.contains(label + "="));
    }
}
