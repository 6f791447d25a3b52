package io.brine.functions;

import io.brine.functions.Parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Binds arguments to parameters by Python's rules, refusing in Python's words and in Python's order. */
final class Binding {
    private final String name;
    private final Parameters parameters;
    private final Map<String, Object> named = new LinkedHashMap<>();

    /** @param fun {@code mod.fun}; the messages name only {@code fun} */
    private Binding(String fun, Parameters parameters) {
        this.name = fun.substring(fun.lastIndexOf('.') + 1);
        this.parameters = parameters;
    }

    static Arguments bind(String fun, Parameters parameters, List<Object> args, Map<String, Object> kwargs) {
        return new Binding(fun, parameters).bind(args, kwargs);
    }

    private Arguments bind(List<Object> args, Map<String, Object> kwargs) {
        int taken = Math.min(args.size(), parameters.positional().size());
        for (int i = 0; i < taken; i++) {
            named.put(parameters.positional().get(i).name(), args.get(i));
        }
        Map<String, Object> varKwargs = takeKeywords(kwargs);
        if (args.size() > taken && !parameters.varArgs()) {
            throw tooMany(args.size());
        }
        fillDefaults(parameters.positional(), "positional");
        fillDefaults(parameters.keywordOnly(), "keyword-only");
        List<Object> varArgs = new ArrayList<>(args.subList(taken, args.size()));
        return new Arguments(named, varArgs, varKwargs);
    }

    private Map<String, Object> takeKeywords(Map<String, Object> kwargs) {
        Map<String, Object> varKwargs = new LinkedHashMap<>();
        kwargs.forEach((key, value) -> {
            if (!parameters.declares(key)) {
                if (!parameters.varKwargs()) {
                    throw refusal("got an unexpected keyword argument '" + key + "'");
                }
                varKwargs.put(key, value);
            } else if (named.containsKey(key)) {
                throw refusal("got multiple values for argument '" + key + "'");
            } else {
                named.put(key, value);
            }
        });
        return varKwargs;
    }

    private void fillDefaults(List<Parameter> declared, String kind) {
        List<String> missing = declared.stream()
                .filter(each -> each.isRequired() && !named.containsKey(each.name()))
                .map(each -> "'" + each.name() + "'")
                .collect(Collectors.toList());
        if (!missing.isEmpty()) {
            throw refusal("missing " + missing.size() + " required " + kind + " argument"
                    + (missing.size() == 1 ? "" : "s") + ": " + enumeration(missing));
        }
        for (Parameter each : declared) {
            if (!named.containsKey(each.name())) {
                named.put(each.name(), each.defaultValue());
            }
        }
    }

    private ArgumentBindingException tooMany(int given) {
        int most = parameters.positional().size();
        int least = (int)
                parameters.positional().stream().filter(Parameter::isRequired).count();
        String takes = least == most
                ? most + " positional argument" + (most == 1 ? "" : "s")
                : "from " + least + " to " + most + " positional arguments";
        return refusal("takes " + takes + " but " + given + (given == 1 ? " was given" : " were given"));
    }

    private static String enumeration(List<String> names) {
        if (names.size() == 1) {
            return names.get(0);
        }
        String head = String.join(", ", names.subList(0, names.size() - 1));
        return head + (names.size() == 2 ? " and " : ", and ") + names.get(names.size() - 1);
    }

    private ArgumentBindingException refusal(String reason) {
        return new ArgumentBindingException(name + "() " + reason);
    }
}
