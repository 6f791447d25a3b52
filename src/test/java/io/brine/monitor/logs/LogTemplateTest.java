package io.brine.monitor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Authorization: Bearer eyJhbGci.eyJzdWIi.sig refused | Authorization: Bearer *** refused",
                "Authorization: Basic cm9vdDpodW50ZXI= | Authorization: Basic ***",
                "{'Authorization': 'Bearer eyJhbGci', 'Accept': '*/*'} | {'Authorization': 'Bearer ***', 'Accept': '*/*'}",
                "authorization=hunter2 | authorization=***",
                "sent bearer eyJhbGciOiJIUzI1NiJ9 | sent bearer ***",
                "Basic cmFuZG9tOnBhc3N3b3Jk was refused | Basic *** was refused",
                "mysqldump --password hunter2 --all-databases | mysqldump --password *** --all-databases",
                "curl --token abc -v | curl --token *** -v",
                "tool --db-pass 'hunter two' go | tool --db-pass *** go",
                "tool -passphrase hunter2 | tool -passphrase ***",
                "tool --secret-key=hunter2 -v | tool --secret-key=*** -v",
                "['mysql', '--password', 'hunter2'] failed | ['mysql', '--password', ***] failed",
                "mysql -u root -p hunter2 failed | mysql -u root -p *** failed",
                "password: 'hunter two' is wrong | password: *** is wrong",
                "cannot reach mysql://root:hunter2@db/app | cannot reach mysql://root:***@db/app",
                "redis://:hunter2@cache:6379 | redis://:***@cache:6379",
                "postgres://me:p@ss@db fails | postgres://me:***@db fails",
                "git clone https://ghp_0123456789abcdefghij@github.com/x | git clone https://***@github.com/x",
            })
    void aSecretIsMaskedInEachOfItsForms(String line, String masked) {
        assertThat(LogTemplate.masked(line)).isEqualTo(masked);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "basic authentication is not allowed",
                "the bearer of bad news",
                "ssh -p 2222 web1 failed",
                "docker run -p 8080:80 nginx",
                "mkdir -p /srv/www",
                "tool --no-password --verbose",
                "gpg --passphrase-file /etc/keys/one",
                "a second pass - no changes",
                "fetched https://example.org:8080/a@b",
                "ssh://git@github.com/x/y",
                "mail to ops@example.org: sent",
                "token bucket is empty"
            })
    void anOrdinaryLineStaysAsItIs(String line) {
        assertThat(LogTemplate.masked(line)).isEqualTo(line);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--pass-",
                "--pass ",
                "-p '",
                "password='",
                "password=\"",
                "://a:",
                "://",
                "bearer ",
                "Bearer x",
                "a-",
                "authorization: "
            })
    void aLongLineThatIsMadeOfBeginningsTakesNoLongTime(String beginning) {
        String line = beginning.repeat(20_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> LogTemplate.masked(line));
    }

    @Test
    void aLineIsCutAndSteersNoTerminal() {
        assertThat(LogTemplate.masked("x".repeat(10_000))).hasSize(303);
        assertThat(LogTemplate.masked("a\u001b[2Jb\nc")).isEqualTo("a [2Jb c");
    }
}
