package io.brine.functions;

import java.util.Optional;

/**
 * One registered function.
 *
 * @param doc what {@code sys.doc} prints, CLI example included
 * @param outputter the outputter it asks for, such as {@code highstate} or {@code txt}
 */
public record FunctionEntry(
        String name, Parameters parameters, String doc, Optional<String> outputter, SaltFunction body) {}
