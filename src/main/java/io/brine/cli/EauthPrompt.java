package io.brine.cli;

import io.brine.client.Credentials;
import io.brine.client.LocalClient;
import io.brine.config.MasterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out as whom a command asks: this user's key, a stored token, or name and password for {@code --auth}, asked for
 * where they were not given. Source: 3006.0 salt/cli/salt.py, salt/auth/__init__.py Resolver.cli, token_cli.
 */
final class EauthPrompt {
    private final Given given;
    private final Terminal terminal;
    private final MasterConfig config;

    EauthPrompt(Given given, Terminal terminal, MasterConfig config) {
        this.given = given;
        this.terminal = terminal;
        this.config = config;
    }

    /** @throws ExitException with 2 if nobody can be authenticated */
    Credentials credentials(LocalClient client) {
        Optional<String> stored = config.client().token();
        if (stored.isPresent()) {
            boolean keyIsReadable = Files.isReadable(config.paths().cachedir().resolve(".root_key"));
            return keyIsReadable ? Credentials.OF_THIS_USER : Credentials.token(stored.get());
        }
        Optional<String> eauth = given.filled("eauth");
        if (eauth.isEmpty()) {
            return Credentials.OF_THIS_USER;
        }
        Credentials asked = Credentials.eauth(eauth.get(), answers());
        if (!given.flag("mktoken")) {
            return asked;
        }
        String token = client.makeToken(asked.fields())
                .orElseThrow(() -> new ExitException(ExitCodes.NO_RETURN, "ERROR: Authentication failed\n"));
        config.client().tokenFile().ifPresent(file -> keep(file, token));
        return Credentials.token(token);
    }

    private Map<String, Object> answers() {
        Map<String, Object> answers = new LinkedHashMap<>();
        String username =
                given.text("username").or(() -> terminal.ask("username: ")).orElse("");
        answers.put("username", username.isEmpty() ? System.getProperty("user.name") : username);
        answers.put(
                "password",
                given.text("password")
                        .or(() -> terminal.askSecretly("password: "))
                        .orElse(""));
        return answers;
    }

    /** Only its owner may read it. A token that cannot be kept is still good for this command. */
    private void keep(Path file, String token) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token);
        } catch (IOException unwritable) {
            terminal.complain("[WARNING ] cannot keep the token in " + file + ": " + unwritable.getMessage());
        }
    }
}
