package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisconnectReasonTest {
    @ParameterizedTest
    @CsvSource({
        "closed by the peer, closed",
        "HEARTBEAT_TIMEOUT: no answer to PING, heartbeat",
        "'another connection of web1 is alive, this one is not', replaced",
        "kicked by ann, kicked",
        "closed, master",
        "Connection reset by peer, reset",
        "MALFORMED_COMMAND: no subscription, protocol",
        "the cat has pulled the plug, other"
    })
    void theTransportsSentenceBecomesAWord(String sentence, String word) {
        assertThat(DisconnectReason.of(sentence).word()).isEqualTo(word);
    }
}
