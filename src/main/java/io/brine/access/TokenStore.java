package io.brine.access;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tokens as files of {@code token_dir}, named by token, wire MessagePack (PROTOCOL 10.7). Source: 3006.0 tokens/localfs.py. */
public final class TokenStore {
    private final Path directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TokenStore(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** @param rules kept in the token, or empty to look them up at each use */
    public Token make(ExternalAuth.Login login, long lifeSeconds, Optional<AclRules> rules) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        double now = clock.millis() / 1000.0;
        Token token = new Token(
                HexFormat.of().formatHex(bytes),
                login.name(),
                login.eauth(),
                now,
                now + lifeSeconds,
                login.groups(),
                rules);
        write(token);
        return token;
    }

    private void write(Token token) {
        try {
            Files.createDirectories(directory);
            Path half = directory.resolve(token.token() + ".tmp");
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(half, MsgPack.packWire(token.toTree()));
            Files.move(half, directory.resolve(token.token()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write a token below " + directory, refused);
        }
    }

    /** Empty if it is unknown, expired or broken (then its file goes), or no token at all. Links are not followed. */
    public Optional<Token> find(Object token) {
        if (!(token instanceof String text) || !isToken(text)) {
            return Optional.empty();
        }
        Path file = directory.resolve(text);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Token found = Token.of(Trees.fields(MsgPack.unpackWire(Files.readAllBytes(file))));
            if (found.expire() < clock.millis() / 1000.0) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            return Optional.of(found);
        } catch (DataException broken) {
            remove(text);
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The name of a file and nothing else. */
    private static boolean isToken(String text) {
        return text.matches("[0-9a-f]{8,256}");
    }

    /** The names of all tokens, expired ones included. */
    public List<String> list() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    public boolean remove(String token) {
        try {
            return isToken(token) && Files.deleteIfExists(directory.resolve(token));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot remove a token below " + directory, refused);
        }
    }
}
