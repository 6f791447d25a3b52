package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code minion: line} for every line of every value. Source: 3006.0 salt/output/txt.py. */
final class TxtOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        if (data instanceof String text) {
            return text + "\n";
        }
        if (!(data instanceof Map<?, ?> map)) {
            return PrettyText.format(data) + "\n";
        }
        StringBuilder out = new StringBuilder();
        map.forEach((key, value) -> {
            for (String line : lines(value)) {
                out.append(PyText.str(key)).append(": ").append(line).append('\n');
            }
        });
        return out.toString();
    }

    private static List<String> lines(Object value) {
        if (value instanceof String text) {
            return TextLines.split(text);
        }
        if (value instanceof byte[] bytes) {
            return byteLines(bytes);
        }
        return List.of(PyText.str(value));
    }

    /** Bytes break only at CR, LF and CRLF; each line is shown as Python's bytes literal. */
    private static List<String> byteLines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n' && bytes[at] != '\r') {
                continue;
            }
            lines.add(PyText.repr(Arrays.copyOfRange(bytes, start, at)));
            at += bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n' ? 1 : 0;
            start = at + 1;
        }
        if (start < bytes.length) {
            lines.add(PyText.repr(Arrays.copyOfRange(bytes, start, bytes.length)));
        }
        return lines;
    }
}
