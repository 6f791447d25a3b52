package io.brine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PyTextTest {
    @Test
    void scalarsPrintAsInPython() {
        assertThat(PyText.str("it's")).isEqualTo("it's");
        assertThat(PyText.repr("it's")).isEqualTo("\"it's\"");
        assertThat(PyText.repr("it's \"x\"")).isEqualTo("'it\\'s \"x\"'");
        assertThat(PyText.repr("a\n\t\\\u0000é\u200b\ud83e\uddc2")).isEqualTo("'a\\n\\t\\\\\\x00é\\u200b\ud83e\uddc2'");
        assertThat(PyText.repr(new byte[] {0, 'a', (byte) 0xff, '\''})).isEqualTo("b\"\\x00a\\xff'\"");
        assertThat(PyText.str(null)).isEqualTo("None");
        assertThat(PyText.str(true)).isEqualTo("True");
        assertThat(PyText.str(LocalDateTime.of(2024, 1, 2, 3, 4))).isEqualTo("2024-01-02 03:04:00");
        assertThat(PyText.repr(LocalDateTime.of(2024, 1, 2, 3, 4))).isEqualTo("datetime.datetime(2024, 1, 2, 3, 4)");
    }

    @Test
    void onlyUtf8BytesAreText() {
        assertThat(PyText.decoded(new byte[] {(byte) 0xc3, (byte) 0xa9})).contains("é");
        assertThat(PyText.decoded(new byte[] {(byte) 0xff})).isEmpty();
    }

    @Test
    void floatsHaveTheShortestDigitsThatReadBack() {
        double[] numbers = {
            0.1, 1.0, 100.0, 1e15, 1e16, 1.5e300, 5e-324, 1e-4, 1e-5, 2.0 / 3, -0.0, 2e-3, 1e22, 2.2250738585072014e-308
        };
        String[] printed = {
            "0.1",
            "1.0",
            "100.0",
            "1000000000000000.0",
            "1e+16",
            "1.5e+300",
            "5e-324",
            "0.0001",
            "1e-05",
            "0.6666666666666666",
            "-0.0",
            "0.002",
            "1e+22",
            "2.2250738585072014e-308"
        };

        for (int i = 0; i < numbers.length; i++) {
            assertThat(PyText.repr(numbers[i])).isEqualTo(printed[i]);
        }
        assertThat(PyText.repr(Double.NaN)).isEqualTo("nan");
        assertThat(PyText.repr(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    }

    @Test
    void collectionsPrintTheirItemsQuoted() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1L, null, 2.5));
        map.put(3L, Map.of());

        assertThat(PyText.str(map)).isEqualTo("{'a': [1, None, 2.5], 3: {}}");
    }

    @Test
    void jsonIsWrittenAsPythonWritesIt() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("é", List.of(1L, 2.0, true));
        map.put(1L, Map.of());

        assertThat(Json.dump(map)).isEqualTo("{\"\\u00e9\": [1, 2.0, true], \"1\": {}}");
        assertThat(Json.dump(map, Json.Style.indented(4).unicode()))
                .isEqualTo("{\n    \"é\": [\n        1,\n        2.0,\n        true\n    ],\n    \"1\": {}\n}");
        assertThatThrownBy(() -> Json.dump(new byte[1])).hasMessage("Object of type bytes is not JSON serializable");
        assertThat(Json.parse("{\"a\": 1, \"a\": [1.5, null, \"x\"]}"))
                .isEqualTo(Map.of("a", Arrays.asList(1.5, null, "x")));
        assertThatThrownBy(() -> Json.parse("{} {}")).isInstanceOf(DataException.class);
    }
}
