package io.brine.functions;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python parameter list: names with or without default, {@code *args}, {@code **kwargs}. Written as Python writes it:
 * {@code Parameters.of("name", "shell=None", "timeout=300", "*args", "**kwargs")}; defaults are YAML scalars.
 */
public record Parameters(List<Parameter> positional, boolean varArgs, boolean varKwargs) {
    public Parameters {
        positional = List.copyOf(positional);
    }

    /** @param defaultText the default as written, or null if the argument must be given */
    public record Parameter(String name, String defaultText) {
        public boolean isRequired() {
            return defaultText == null;
        }
    }

    public static Parameters of(String... declarations) {
        List<Parameter> positional = new ArrayList<>();
        boolean varArgs = false;
        boolean varKwargs = false;
        for (String declaration : declarations) {
            int equals = declaration.indexOf('=');
            if (declaration.startsWith("**")) {
                varKwargs = true;
            } else if (declaration.startsWith("*")) {
                varArgs = true;
            } else if (equals < 0) {
                positional.add(new Parameter(declaration, null));
            } else {
                positional.add(new Parameter(declaration.substring(0, equals), declaration.substring(equals + 1)));
            }
        }
        return new Parameters(positional, varArgs, varKwargs);
    }
}
