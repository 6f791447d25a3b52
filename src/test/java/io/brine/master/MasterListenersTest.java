package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterListenersTest {
    @Test
    void everyListenerIsToldInTheOrderInWhichItCame() {
        List<String> heard = new ArrayList<>();
        MasterListeners all = new MasterListeners(new MasterListener() {
            @Override
            public void onKeyRotated(String why) {
                heard.add("first " + why);
            }
        });
        all.add(new MasterListener() {
            @Override
            public void onKeyRotated(String why) {
                heard.add("second " + why);
            }
        });

        all.onKeyRotated("a test");

        assertThat(heard).containsExactly("first a test", "second a test");
    }

    @Test
    void everythingAListenerIsToldIsToldToEach() {
        List<String> handedOn = Arrays.stream(MasterListeners.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(Arrays.stream(MasterListener.class.getMethods()).map(Method::getName))
                .isNotEmpty()
                .allMatch(handedOn::contains);
    }
}
