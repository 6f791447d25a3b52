package io.brine.functions;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python parameter list: names with or without default, {@code *args}, {@code **kwargs}. Written as Python writes it:
 * {@code Parameters.of("name", "shell=None", "timeout=300", "*args", "**kwargs")}. Names after {@code *args} can be
 * given by keyword only. Defaults are Python literals ({@code None}, {@code True}, numbers, quoted text, {@code []},
 * <code>{}</code>); anything else is text as it stands. They are read once, here.
 */
public record Parameters(List<Parameter> positional, List<Parameter> keywordOnly, boolean varArgs, boolean varKwargs) {
    public Parameters {
        positional = List.copyOf(positional);
        keywordOnly = List.copyOf(keywordOnly);
    }

    /** @param defaultValue a tree; means nothing if the argument is required */
    public record Parameter(String name, boolean isRequired, Object defaultValue) {}

    public static Parameters of(String... declarations) {
        List<Parameter> positional = new ArrayList<>();
        List<Parameter> keywordOnly = new ArrayList<>();
        boolean varArgs = false;
        boolean varKwargs = false;
        for (String declaration : declarations) {
            if (declaration.startsWith("**")) {
                varKwargs = true;
            } else if (declaration.startsWith("*")) {
                varArgs = true;
            } else {
                (varArgs ? keywordOnly : positional).add(parameter(declaration));
            }
        }
        return new Parameters(positional, keywordOnly, varArgs, varKwargs);
    }

    /** Whether an argument of this name may be given by keyword. Source: 3006.0 salt/minion.py load_args_and_kwargs */
    public boolean takesKeyword(String name) {
        return varKwargs || declares(name);
    }

    boolean declares(String name) {
        return positional.stream().anyMatch(each -> each.name().equals(name))
                || keywordOnly.stream().anyMatch(each -> each.name().equals(name));
    }

    private static Parameter parameter(String declaration) {
        int equals = declaration.indexOf('=');
        if (equals < 0) {
            return new Parameter(declaration, true, null);
        }
        return new Parameter(
                declaration.substring(0, equals), false, PythonLiteral.parse(declaration.substring(equals + 1)));
    }
}
