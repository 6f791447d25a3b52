package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code key}: fingerprints of the keys this minion uses. Source: 3006.0 salt/modules/key.py */
final class KeyModule implements FunctionModule {
    @Override
    public String name() {
        return "key";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "finger",
                Parameters.of("hash_type=None"),
                "Return the fingerprint of this minion's public key.\nsalt '*' key.finger",
                (context, arguments) -> finger(context, arguments, "minion.pub"));
        functions.add(
                "finger_master",
                Parameters.of("hash_type=None"),
                "Return the fingerprint of the public key of the master.\nsalt '*' key.finger_master",
                (context, arguments) -> finger(context, arguments, "minion_master.pub"));
    }

    /** The hash of what stands between the first and the last line, or empty. Source: 3006.0 salt/utils/crypt.py pem_finger */
    private static String finger(CallContext context, Arguments arguments, String name) throws IOException {
        Path file = Path.of(option(context, "pki_dir", "/etc/salt/pki/minion"), name);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        List<String> lines = Files.readString(file)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line + "\n")
                .toList();
        String body = lines.size() < 3 ? "" : String.join("", lines.subList(1, lines.size() - 1));
        String type = arguments.optionalText("hash_type").orElseGet(() -> option(context, "hash_type", "sha256"));
        String hex = Digests.hex(type, body.getBytes(StandardCharsets.UTF_8));
        return hex.replaceAll("..(?!$)", "$0:");
    }

    private static String option(CallContext context, String name, String otherwise) {
        Object value = context.option(name);
        return value == null ? otherwise : PyText.str(value);
    }
}
