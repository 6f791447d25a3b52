package io.brine.modules.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment a command gets. Source: 3006.0 salt/modules/cmdmod.py _run */
final class CommandEnvironment {
    /** Programs shall speak English, whatever the minion was started with. */
    private static final List<String> LOCALE_VARIABLES = List.of(
            "LC_CTYPE",
            "LC_NUMERIC",
            "LC_TIME",
            "LC_COLLATE",
            "LC_MONETARY",
            "LC_MESSAGES",
            "LC_PAPER",
            "LC_NAME",
            "LC_ADDRESS",
            "LC_TELEPHONE",
            "LC_MEASUREMENT",
            "LC_IDENTIFICATION",
            "LANGUAGE");

    private CommandEnvironment() {}

    /** @param environment that of the minion, changed in place */
    static void set(Map<String, String> environment, CommandRequest request, RunAs runAs) {
        Map<String, String> asked = new LinkedHashMap<>();
        runAs.account().ifPresent(account -> {
            asked.putAll(LoginEnvironment.of(account, request.shell()));
            asked.put("USER", account.name());
            asked.put("HOME", account.home());
        });
        asked.putAll(request.env());
        if (request.asked().optionalFlag("reset_system_locale").orElse(true)) {
            LOCALE_VARIABLES.forEach(variable -> asked.putIfAbsent(variable, "C"));
        }
        if (request.asked().flag("clean_env")) {
            environment.clear();
        } else if (!asked.containsKey("NOTIFY_SOCKET")) {
            environment.remove("NOTIFY_SOCKET");
        }
        environment.putAll(asked);
        request.asked()
                .optionalText("prepend_path")
                .ifPresent(path -> environment.merge("PATH", path, (old, added) -> added + ":" + old));
    }
}
