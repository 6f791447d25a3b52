package io.brine.monitor.health;

import io.brine.config.CheckConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an answer to a check means. */
final class CheckRules {
    private static final int LONGEST_TEXT = 200;

    private CheckRules() {}

    static Checks.Point judge(CheckConfig config, Object returned, long now) {
        Optional<Object> value = at(returned, config.path()).flatMap(found -> typed(config.type(), found));
        if (value.isEmpty()) {
            return new Checks.Point(now, cut(String.valueOf(returned)), "unreadable");
        }
        boolean good = holds(value.get(), config.wanted());
        boolean warned = config.warn().map(warn -> !holds(value.get(), warn)).orElse(false);
        return new Checks.Point(now, value.get(), good ? warned ? "warn" : "good" : "bad");
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    /** Names lead into maps, numbers into lists. */
    private static Optional<Object> at(Object tree, List<String> path) {
        Object here = tree;
        for (String step : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list
                    && step.matches("\\d{1,6}")
                    && Integer.parseInt(step) < list.size()) {
                here = list.get(Integer.parseInt(step));
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(here);
    }

    private static Optional<Object> typed(String type, Object value) {
        return switch (type) {
            case "boolean" -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case "float" -> number(value.toString());
            case "percentage" -> number(value.toString().replace("%", ""));
            default -> Optional.of(cut(value.toString()));
        };
    }

    private static Optional<Object> number(String text) {
        try {
            return Optional.of(Double.valueOf(text.strip()));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** @param expression an operator and a value; empty holds always */
    private static boolean holds(Object value, String expression) {
        if (expression.isEmpty()) {
            return true;
        }
        int length = expression.length() > 1 && expression.charAt(1) == '=' ? 2 : 1;
        String operator = expression.substring(0, length);
        String wanted = expression.substring(length).strip();
        int order = value instanceof Double number
                ? number(wanted.replace("%", ""))
                        .map(other -> Double.compare(number, (Double) other))
                        .orElse(Integer.MIN_VALUE)
                : value.toString().compareToIgnoreCase(wanted);
        return order != Integer.MIN_VALUE
                && switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    case "==" -> order == 0;
                    default -> order != 0;
                };
    }
}
