package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyModuleTest {
    @Test
    void theFingerprintIsTheHashOfTheLinesBetween(@TempDir Path pki) throws Exception {
        Files.writeString(
                pki.resolve("minion.pub"), "-----BEGIN PUBLIC KEY-----\nMIIB\nAQAB\n-----END PUBLIC KEY-----\n");
        TestCallContext context = TestCallContext.of(new KeyModule()).option("pki_dir", pki.toString());

        String hex = Digests.hex("sha256", "MIIB\nAQAB\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(context.call("key.finger"))
                .asString()
                .matches("([0-9a-f]{2}:){31}[0-9a-f]{2}")
                .isEqualTo(hex.replaceAll("(..)(?=.)", "$1:"));
        assertThat(context.call("key.finger", "md5")).asString().hasSize(47);
        assertThat(context.call("key.finger_master")).isEqualTo("");
    }
}
