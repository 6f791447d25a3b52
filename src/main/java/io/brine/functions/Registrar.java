package io.brine.functions;

import java.util.Map;
import java.util.Optional;

/**
 * Takes the functions of one module:
 *
 * <pre>{@code
 * functions.add("echo", Parameters.of("text"), """
 *         Return the text.
 *
 *         salt '*' test.echo 'foo bar'
 *         """, (context, arguments) -> arguments.value("text"));
 * }</pre>
 *
 * Lines of the documentation that begin with {@code salt} become its CLI example.
 */
public final class Registrar {
    private final String module;
    private final Map<String, FunctionEntry> entries;

    Registrar(String module, Map<String, FunctionEntry> entries) {
        this.module = module;
        this.entries = entries;
    }

    /** @param name without the module */
    public void add(String name, Parameters parameters, String doc, SaltFunction body) {
        put(name, parameters, doc, Optional.empty(), body);
    }

    /** @param outputter how the command line should print the return unless told otherwise, such as {@code highstate} */
    public void add(String name, Parameters parameters, String doc, String outputter, SaltFunction body) {
        put(name, parameters, doc, Optional.of(outputter), body);
    }

    /** Makes a function that was added before known by a second name. */
    public void alias(String name, String existing) {
        FunctionEntry entry = entries.get(module + "." + existing);
        if (entry == null) {
            throw new IllegalArgumentException(module + "." + existing + " is not registered yet");
        }
        keep(new FunctionEntry(module + "." + name, entry.parameters(), entry.doc(), entry.outputter(), entry.body()));
    }

    private void put(String name, Parameters parameters, String doc, Optional<String> outputter, SaltFunction body) {
        keep(new FunctionEntry(module + "." + name, parameters, FunctionDocs.docstring(doc), outputter, body));
    }

    private void keep(FunctionEntry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalArgumentException(entry.name() + " is registered twice");
        }
    }
}
