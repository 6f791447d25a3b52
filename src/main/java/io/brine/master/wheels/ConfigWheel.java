package io.brine.master.wheels;

import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.runners.RunnerContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code config.values}: all options of the master. Source: 3006.0 wheel/config.py. */
final class ConfigWheel implements FunctionModule {
    /** Names of options that hold secrets, by their ends: {@code signing_key_pass}, {@code auth.ldap.bindpw}, ... */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passwd|passphrase|_pass|\\.pass|bindpw|secret|secret_key|private_key|api_?key|access_key|auth_token)");

    private final RunnerContext context;

    ConfigWheel(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "values",
                Parameters.of(),
                "All options; secrets are blanked.",
                (call, arguments) -> blanked("", context.config().raw()));
    }

    /** Salt tells passwords and passphrases, too; no tool needs them. */
    private static Object blanked(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> open = new LinkedHashMap<>();
            map.forEach((key, item) -> open.put(String.valueOf(key), blanked(String.valueOf(key), item)));
            return open;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(blanked(name, item)));
            return items;
        }
        boolean isSecret = value instanceof String text
                && !text.isEmpty()
                && SECRET.matcher(name).matches();
        return isSecret ? "**********" : value;
    }
}
