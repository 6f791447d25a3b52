package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class SaltLogLayoutTest {
    private final LoggerContext context = new LoggerContext();

    private String line(String message, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.brine.x"), Level.WARN, message, null, arguments);
        return new SaltLogLayout("[%(levelname)-8s] %(message)s", "%H:%M:%S").doLayout(event);
    }

    @Test
    void aMessageIsALineAfterItsLevel() {
        assertThat(line("m1 is {}", "here")).isEqualTo("[WARNING ] m1 is here\n");
    }

    @Test
    void whatAPeerSentNeitherForgesALineNorSteersATerminal() {
        String forged = line("id {} refused", "x\n[ERROR   ] the master is gone\r\u001b[2J\u0000\u009b");

        assertThat(forged)
                .isEqualTo("[WARNING ] id x\n    [ERROR   ] the master is gone\\x0d\\x1b[2J\\x00\\x9b refused\n");
    }
}
