package io.brine.vectors;

import io.brine.crypt.RsaKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** RSA pairs that real Salt has made, for tests that need one and not a new one: making one takes long. */
public final class RecordedKeys {
    private RecordedKeys() {}

    /** @param name master, web1, db1 or db1-second */
    public static RsaKeyPair pair(String name) {
        try {
            Map<String, Object> file = TypedJson.file(Path.of("src/test/resources/vectors/frames/keys.json"));
            return RsaKeyPair.parse(String.valueOf(((Map<?, ?>) file.get("rsa")).get(name + ".pem")), "");
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }
}
