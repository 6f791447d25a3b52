package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code environ}: the environment of the minion. Source: 3006.0 modules/environ.py */
final class EnvironModule implements FunctionModule {
    private final ProcessEnvironment environment;

    EnvironModule(ProcessEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "environ";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "setval",
                Parameters.of("key", "val", "false_unsets=False", "permanent=False"),
                "Set one variable; False makes it empty, or unsets it with false_unsets.\nsalt '*' environ.setval foo bar",
                (context, arguments) -> set(
                        arguments.value("key"),
                        arguments.value("val"),
                        Boolean.TRUE.equals(arguments.value("false_unsets"))));
        functions.add(
                "setenv",
                Parameters.of(
                        "environ", "false_unsets=False", "clear_all=False", "update_minion=False", "permanent=False"),
                "Set several variables.\nsalt '*' environ.setenv '{\"foo\": \"bar\", \"baz\": \"quux\"}'",
                this::setAll);
        functions.add(
                "get",
                Parameters.of("key", "default=''"),
                "Return one variable, or the default.\nsalt '*' environ.get foo default=False",
                (context, arguments) -> arguments.value("key") instanceof String key
                        ? environment.value(key).map(Object.class::cast).orElse(arguments.value("default"))
                        : (Object) false);
        functions.add(
                "has_value",
                Parameters.of("key", "value=None"),
                "Tell whether a variable is set, or has this value.\nsalt '*' environ.has_value foo",
                (context, arguments) -> arguments.value("key") instanceof String key
                        && environment.value(key).isPresent()
                        && (arguments.isNil("value")
                                || environment.value(key).get().equals(arguments.value("value"))));
        functions.add(
                "item",
                Parameters.of("keys", "default=''"),
                "Return some variables.\nsalt '*' environ.item '[foo, baz]' default=None",
                this::items);
        functions.add(
                "items",
                Parameters.of(),
                "Return all variables.\nsalt '*' environ.items",
                (context, arguments) -> new LinkedHashMap<>(environment.all()));
    }

    private Object set(Object key, Object value, boolean falseUnsets) {
        String name = String.valueOf(key);
        if (Boolean.FALSE.equals(value) && falseUnsets) {
            environment.unset(name);
            return null;
        }
        Object text = Boolean.FALSE.equals(value) ? "" : value;
        boolean isPossible = text instanceof String && !name.isEmpty() && !name.contains("=");
        if (!isPossible) {
            return false;
        }
        environment.set(name, (String) text);
        return text;
    }

    private Object setAll(CallContext context, Arguments arguments) throws Exception {
        if (!(arguments.value("environ") instanceof Map<?, ?> wanted)) {
            return false;
        }
        boolean falseUnsets = Boolean.TRUE.equals(arguments.value("false_unsets"));
        Map<String, Object> result = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(arguments.value("clear_all"))) {
            environment.all().keySet().stream()
                    .filter(name -> !wanted.containsKey(name))
                    .forEach(name -> result.put(name, set(name, false, falseUnsets)));
        }
        for (Map.Entry<?, ?> entry : wanted.entrySet()) {
            if (!(entry.getValue() instanceof String) && !Boolean.FALSE.equals(entry.getValue())) {
                return false;
            }
            result.put(String.valueOf(entry.getKey()), set(entry.getKey(), entry.getValue(), falseUnsets));
        }
        if (Boolean.TRUE.equals(arguments.value("update_minion"))) {
            context.minion().fireLocal("environ_setenv", Map.copyOf(arguments.named()));
        }
        return result;
    }

    private Object items(CallContext context, Arguments arguments) {
        Map<String, Object> result = new LinkedHashMap<>();
        List<?> keys = arguments.value("keys") instanceof List<?> list ? list : List.of(arguments.text("keys"));
        for (Object key : keys) {
            String name = String.valueOf(key);
            result.put(name, environment.value(name).map(Object.class::cast).orElse(arguments.value("default")));
        }
        return result;
    }
}
