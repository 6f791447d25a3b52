package io.brine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "fd00:0:0:0:0:0:0:1, fd00::1",
        "::, ::",
        "0:0:1::, 0:0:1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "192.0.2.1, 192.0.2.1",
    })
    void anAddressIsWrittenAsPythonWritesIt(String text, String written) {
        assertThat(IpAddress.parse(text)).hasToString("Optional[" + written + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4",
                "1:2:3",
                "1::2::3",
                ":::",
                "12345::",
                "localhost",
                "",
                "fe80::1%eth0"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aNetworkKnowsWhatLiesInIt() {
        IpNetwork network = IpNetwork.parse("192.0.2.77/255.255.255.0").orElseThrow();

        assertThat(network).hasToString("192.0.2.0/24");
        assertThat(network.contains(IpAddress.parse("192.0.2.255").orElseThrow()))
                .isTrue();
        assertThat(network.contains(IpAddress.parse("192.0.3.0").orElseThrow())).isFalse();
        assertThat(network.broadcast()).hasToString("192.0.2.255");
        assertThat(IpNetwork.parse("0.0.0.0/0").orElseThrow().netmask()).hasToString("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/255.0.255.0", "fd00::/129", "192.0.2.0/24/1", "192.0.2.0/"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThat(IpNetwork.parse(text)).isEmpty();
    }

    @Test
    void strictMeansNoHostBits() {
        assertThat(IpNetwork.parseStrict("192.0.2.1/24")).isEmpty();
        assertThat(IpNetwork.parseStrict("192.0.2.0/24")).isPresent();
    }
}
