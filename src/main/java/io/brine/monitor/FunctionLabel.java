package io.brine.monitor;

import java.util.List;
import java.util.Map;

/**
 * What a job is called in metrics: its function, and for states which: the sls, {@code highstate}, or nothing. Source:
 * salt-exporter 0.8, pkg/event ExtractState.
 */
record FunctionLabel(String function, String state) {
    static final FunctionLabel OTHER = new FunctionLabel("other", "");
    private static final int LONGEST = 100;
    private static final String STATE = "state.";

    /** {@link #OTHER} for what no function is called. */
    static FunctionLabel of(String function, String state) {
        return isPlain(function) && isPlain(state) ? new FunctionLabel(function, state) : OTHER;
    }

    /** @param load of a job: fun, arg */
    static FunctionLabel ofJob(Map<String, Object> load) {
        return of(load.get("fun"), load.get("arg"));
    }

    /** @param load of a return: fun, fun_args */
    static FunctionLabel ofReturn(Map<String, Object> load) {
        return of(load.get("fun"), load.get("fun_args"));
    }

    private static FunctionLabel of(Object fun, Object args) {
        if (!(fun instanceof String function)) {
            return OTHER;
        }
        return of(function, function.startsWith(STATE) ? state(function, args) : "");
    }

    private static String state(String function, Object args) {
        return switch (function) {
            case "state.highstate" -> "highstate";
            case "state.sls", "state.apply" -> first(args, "mods", "highstate");
            case "state.single" -> first(args, "fun", "");
            default -> "";
        };
    }

    private static String first(Object args, String keyword, String otherwise) {
        String found = otherwise;
        for (Object arg : args instanceof List<?> list ? list : List.of()) {
            if (arg instanceof Map<?, ?> keywords) {
                found = keywords.get(keyword) instanceof String named ? named : found;
            } else if (arg instanceof String text) {
                return text;
            }
        }
        return found;
    }

    /** Names of functions and sls files: what else is sent is a label nobody needs. */
    private static boolean isPlain(String name) {
        if (name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char symbol = name.charAt(i);
            if (symbol < ' ' || symbol == '"' || symbol == '\\' || symbol == 127) {
                return false;
            }
        }
        return true;
    }

    boolean isState() {
        return function.startsWith(STATE);
    }

    /** As labels of a series. */
    String[] pair() {
        return new String[] {"function", function, "state", state};
    }

    String[] with(String name, String value) {
        return new String[] {"function", function, "state", state, name, value};
    }
}
