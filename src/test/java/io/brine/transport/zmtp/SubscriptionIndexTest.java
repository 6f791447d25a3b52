package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubscriptionIndexTest {
    private final SubscriptionIndex<String> index = new SubscriptionIndex<>();

    private static Topic topic(String text) {
        return Topic.of(text.getBytes(UTF_8));
    }

    private List<String> matches(String firstFrame) {
        List<String> found = new ArrayList<>();
        index.forEachMatch(firstFrame.getBytes(UTF_8), found::add);
        return found;
    }

    @Test
    void aPrefixMatchesAndNothingElseDoes() {
        index.add(topic("web"), "a");
        index.add(topic("web1"), "b");
        index.add(topic(""), "all");

        assertThat(matches("web12")).containsExactlyInAnyOrder("all", "a", "b");
        assertThat(matches("we")).containsExactly("all");
        assertThat(matches("Web1")).containsExactly("all");
    }

    @Test
    void anEndedSubscriptionIsForgottenWithItsLength() {
        assertThat(index.add(topic("web"), "a")).isTrue();
        assertThat(index.add(topic("web"), "a")).isFalse();

        assertThat(index.remove(topic("web"), "a")).isTrue();
        assertThat(index.remove(topic("web"), "a")).isFalse();

        assertThat(matches("web")).isEmpty();
        assertThat(index.has(topic("web"))).isFalse();
    }

    @Test
    void itFindsWhatComparingOneByOneFinds() {
        Random random = new Random(1);
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String prefix = word(random);
            if (index.add(topic(prefix), prefix)) {
                prefixes.add(prefix);
            }
        }

        for (int i = 0; i < 300; i++) {
            String text = word(random) + word(random);
            List<String> expected = prefixes.stream().filter(text::startsWith).toList();
            assertThat(matches(text)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    @Test
    void onePeersSubscriptionsAreBoundedInNumberAndBytes() throws Exception {
        Limits limits = new Limits(0, 1, 1, 3, 10, 0);
        Subscriptions its = new Subscriptions();
        its.add(topic("a"), limits);
        its.add(topic("b"), limits);
        assertThat(its.add(topic("b"), limits)).isFalse();

        assertThatThrownBy(() -> its.add(topic("more than ten bytes"), limits)).isInstanceOf(ProtocolException.class);
        its.add(topic("c"), limits);
        assertThatThrownBy(() -> its.add(topic("d"), limits)).isInstanceOf(ProtocolException.class);
        its.remove(topic("c"));
        assertThat(its.add(topic("d"), limits)).isTrue();
    }
}
