package io.brine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
    private static final ExternalAuth.Login BOB = new ExternalAuth.Login("file", "bob", List.of(), List.of());

    @TempDir
    private Path directory;

    @Test
    void aTokenIsFoundUntilItExpires() {
        TokenStore now = new TokenStore(directory, Clock.systemUTC());
        Token token = now.make(BOB, 60, Optional.empty());
        TokenStore later = new TokenStore(directory, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)));

        assertThat(now.find(token.token())).contains(token);
        assertThat(later.find(token.token())).isEmpty();
        assertThat(directory.resolve(token.token())).doesNotExist();
    }

    @Test
    void aTokenIsNoPath() throws Exception {
        Files.writeString(directory.resolve("secret"), "x");

        TokenStore store = new TokenStore(directory.resolve("tokens"), Clock.systemUTC());

        assertThat(store.find("../secret")).isEmpty();
        assertThat(store.find(List.of())).isEmpty();
        assertThat(store.remove("../secret")).isFalse();
    }

    @Test
    void theFileOfATokenIsForItsOwnerAlone() throws Exception {
        Token token = new TokenStore(directory, Clock.systemUTC()).make(BOB, 60, Optional.of(AclRules.NONE));

        assertThat(Files.getPosixFilePermissions(directory.resolve(token.token())))
                .hasSize(2);
        assertThat(token.toString()).doesNotContain(token.token());
    }
}
