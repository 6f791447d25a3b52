package io.brine.monitor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Authentication attempt from web-204.fra failed, keys differ | Authentication attempt from <*> failed, keys differ",
                "Authentication attempt from db01 failed, keys differ | Authentication attempt from <*> failed, keys differ",
                "the return of db01 for job 20261128231621000001 is lost | the return of <*> for job <*> is lost",
                "cannot read /var/cache/salt/minion/x.p: denied | cannot read <*>: denied",
                "publish port: handshake from 10.1.9.77:38900 is not ZMTP | publish port: handshake from <*> is not ZMTP",
                "Unable to fetch salt://app/big.tar.gz after 3 attempts | Unable to fetch <*> after <*> attempts",
                "module 'msgpack' at 0x7facd0a00000 | module <*> at <*>",
                "ports 4505 and 4506 are bound | ports <*> and <*> are bound",
                "nothing varies here | nothing varies here"
            })
    void whatDiffersEachTimeIsLeftOut(String line, String template) {
        assertThat(LogTemplate.of(line)).isEqualTo(template);
    }

    @Test
    void noSecretIsKept() {
        String line = "login with password=hunter2 and token: 0123456789abcdef0123456789abcdef01234567 refused";

        assertThat(LogTemplate.masked(line)).isEqualTo("login with password=*** and token: *** refused");
        assertThat(LogTemplate.of(line)).doesNotContain("hunter2");
        assertThat(LogTemplate.masked("key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n"))
                .isEqualTo("key ***");
        assertThat(LogTemplate.masked("{'sharedsecret': 'quiet'}")).doesNotContain("quiet");
    }

    @Test
    void aLineIsCutAndSteersNoTerminal() {
        assertThat(LogTemplate.masked("x".repeat(10_000))).hasSize(303);
        assertThat(LogTemplate.masked("a\u001b[2Jb\nc")).isEqualTo("a [2Jb c");
    }
}
