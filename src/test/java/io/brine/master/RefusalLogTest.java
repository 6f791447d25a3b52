package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    @Test
    void everythingAListenerIsToldIsHandedOn() {
        List<String> handedOn = Arrays.stream(RefusalLog.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(Arrays.stream(MasterListener.class.getMethods()).map(Method::getName))
                .isNotEmpty()
                .allMatch(handedOn::contains);
    }
}
