package io.brine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question asked of minions again and again, and the wanted answer.
 *
 * @param name {@code name}, by default the function
 * @param target {@code target}: a compound target
 * @param function {@code function} and {@code args}
 * @param path {@code key}: path into the result, parts divided by {@code :}; empty = the whole
 * @param type {@code type}: boolean, float, percentage ({@code 80%}), text
 * @param wanted {@code assert}: {@code <operator> <value>}; empty = any answer, and {@code True} for boolean
 * @param warn {@code warn}: as {@code assert}, for what is not good but not bad yet
 * @param everyMillis {@code every}, 300
 * @param timeoutMillis {@code timeout}, 15
 */
public record CheckConfig(
        String name,
        String target,
        String function,
        List<Object> args,
        List<String> path,
        String type,
        String wanted,
        Optional<String> warn,
        long everyMillis,
        long timeoutMillis) {
    public CheckConfig {
        args = Collections.unmodifiableList(new ArrayList<>(args));
        path = List.copyOf(path);
    }

    static CheckConfig from(OptionBlock check) {
        String function = check.maybeText("function")
                .orElseThrow(() -> check.refused("function", "must name a function such as disk.percent"));
        Object args = check.value("args");
        String type = check.word("type", "boolean", List.of("boolean", "float", "percentage", "text"));
        String key = check.text("key", "");
        CheckConfig read = new CheckConfig(
                check.text("name", function),
                check.text("target", "*"),
                function,
                args instanceof List<?> list ? List.copyOf(list) : args == null ? List.of() : List.of(args),
                key.isEmpty() ? List.of() : List.of(key.split(":")),
                type,
                expression(check, "assert", type.equals("boolean") ? "== true" : ""),
                check.maybeText("warn").map(text -> expression(check, "warn", "")),
                Math.max(1000, check.millis("every", 300)),
                Math.max(1000, check.millis("timeout", 15)));
        check.finish();
        return read;
    }

    /** {@code {value} < 80}, as salmon wrote it, or {@code < 80}. */
    private static String expression(OptionBlock check, String name, String otherwise) {
        String text = check.text(name, otherwise).replace("{value}", "").strip();
        if (!text.isEmpty() && !text.matches("(<=|>=|==|!=|<|>)\\s*\\S.*")) {
            throw check.refused(name, "must be an operator and a value such as '< 80', is " + text);
        }
        return text;
    }

    /** For messages. */
    public Map<String, Object> words() {
        return Map.of("check", name, "function", function, "assert", wanted);
    }
}
