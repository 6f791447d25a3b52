package io.brine.cli;

import io.brine.data.PyText;
import java.util.Map;
import java.util.TreeMap;

/** Documentation of functions gathered from minions, each function once. Source: 3006.0 salt/cli/salt.py _print_docs. */
final class DocPrinter {
    private DocPrinter() {}

    /** @param byMinion {@code {minion: {function: documentation}}}; text in place of the inner map is passed over */
    static void print(Map<String, Object> byMinion, Terminal terminal, OutputPrinter output, boolean throughOutputter) {
        Map<String, Object> docs = new TreeMap<>();
        for (Object functions : byMinion.values()) {
            if (functions instanceof Map<?, ?> map) {
                map.forEach((fun, doc) -> {
                    if (doc != null && !"".equals(doc)) {
                        docs.putIfAbsent(PyText.str(fun), doc);
                    }
                });
            }
        }
        docs.forEach((fun, doc) -> {
            if (throughOutputter) {
                output.show(Map.of(fun, doc), "nested");
            } else {
                terminal.print(fun + ":");
                terminal.print(PyText.str(doc));
                terminal.print("");
            }
        });
    }
}
