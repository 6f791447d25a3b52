package io.brine.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.MsgPack;
import io.brine.data.Yaml;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What would make a whole kind of attack possible does not exist here. */
class NotInTheHouseTest {
    @Test
    @DisplayName("CVE-2013-4438, CVE-2025-62348: a tag of a language's object is an error")
    void yamlMakesNoObjects() {
        for (String text : new String[] {
            "a: !!python/object/apply:os.system ['id']",
            "!!java.net.URL ['http://x']",
            "a: !!javax.script.ScriptEngineManager {}",
            "!!python/name:os.system ''",
            "a: !custom x"
        }) {
            assertThatThrownBy(() -> Yaml.load(text)).as(text).isInstanceOf(DataException.class);
        }
    }

    @Test
    @Timeout(20)
    @DisplayName("Aliases that multiply and nesting without end are errors")
    void bombsAreErrors() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        assertThatThrownBy(() -> Yaml.load(laughs.toString())).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Yaml.load("[".repeat(100_000))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(DataException.class);
        byte[] deep = new byte[100_000];
        java.util.Arrays.fill(deep, (byte) 0x91);
        assertThatThrownBy(() -> MsgPack.unpackWire(deep)).isInstanceOf(DataException.class);
    }
}
