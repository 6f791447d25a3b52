package io.brine.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Merge.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreesTest {
    private static final Object TREE = Map.of(
            "net",
            Map.of("ports", List.of(80L, 443L), 8080L, "odd"),
            "users",
            List.of(Map.of("ada", 1L), Map.of(2L, "two")));

    @Test
    void aPathLeadsThroughMapsAndLists() {
        assertThat(Trees.traverse(TREE, "net:ports:1", null)).isEqualTo(443L);
        assertThat(Trees.traverse(TREE, "net:ports:-1", null)).isEqualTo(443L);
        assertThat(Trees.traverse(TREE, "net|8080", "|", null)).isEqualTo("odd");
        assertThat(Trees.traverse(TREE, "users:ada", null)).isEqualTo(1L);
        assertThat(Trees.traverse(TREE, "users:2", null)).isEqualTo("two");
        assertThat(Trees.traverse(TREE, "net:ports:7", "no")).isEqualTo("no");
        assertThat(Trees.traverse(TREE, "net:none:x", "no")).isEqualTo("no");
    }

    @Test
    void equalityIsPythons() {
        assertThat(Trees.same(1L, 1.0)).isTrue();
        assertThat(Trees.same(true, 1L)).isTrue();
        assertThat(Trees.same(List.of(new byte[] {1}), List.of(new byte[] {1}))).isTrue();
        assertThat(Trees.same("1", 1L)).isFalse();
        assertThat(Trees.same(Double.NaN, Double.NaN)).isFalse();
        assertThat(Trees.same((1L << 53) + 1, (double) (1L << 53))).isFalse();
    }

    @Test
    void mergingLeavesBothAlone() {
        Map<String, Object> first = Map.of("a", Map.of("x", 1L, "l", List.of(1L)), "b", 1L);
        Map<String, Object> second = Map.of("a", Map.of("y", 2L, "l", List.of(2L, 1L)), "c", 3L);

        assertThat(Merge.merge(first, second, Strategy.SMART, false))
                .isEqualTo(Map.of("a", Map.of("x", 1L, "y", 2L, "l", List.of(2L, 1L)), "b", 1L, "c", 3L));
        assertThat(Merge.merge(first, second, Strategy.RECURSE, true).get("a"))
                .isEqualTo(Map.of("x", 1L, "y", 2L, "l", List.of(1L, 2L)));
        assertThat(Merge.merge(first, second, Strategy.OVERWRITE, false).get("a"))
                .isEqualTo(Map.of("y", 2L, "l", List.of(2L, 1L)));
        assertThat(Merge.merge(first, second, Strategy.LIST, false))
                .isEqualTo(Map.of("a", List.of(first.get("a"), second.get("a")), "b", 1L));
    }

    @Test
    void aStepThatMeansNullFindsTheKeyNullAndNothingElse() {
        java.util.HashMap<Object, Object> withNull = new java.util.HashMap<>();
        withNull.put(null, "nothing");

        assertThat(Trees.traverse(Map.of("a", Map.of("b", 1L)), "a:null", "absent"))
                .isEqualTo("absent");
        assertThat(Trees.traverse(Map.of("a", withNull), "a:~", "absent")).isEqualTo("nothing");
    }
}
