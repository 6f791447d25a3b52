package io.brine.api;

import io.brine.config.ApiConfig;
import io.brine.crypt.CryptException;
import io.brine.crypt.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key of the door, read again when their files change: a renewed certificate needs no restart. If the new
 * files do not fit together, the old ones stay in use.
 */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final ApiConfig.Tls files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final char[] password;
    private String known;

    /** @throws IllegalStateException naming what cannot be read */
    TlsFiles(ApiConfig.Tls files) {
        this.files = files;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random).toCharArray();
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setKeyStorePassword(new String(password));
        context.setKeyManagerPassword(new String(password));
        context.setSniRequired(false);
        context.setEndpointIdentificationAlgorithm(null);
        this.known = state();
        try {
            context.setKeyStore(read());
        } catch (IOException | CryptException wrong) {
            throw new IllegalStateException(
                    "cannot use " + files.certificate() + " and " + files.key() + ": " + wrong.getMessage(), wrong);
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Looks at the files; to be called now and then, from one thread. */
    void reloadIfChanged() {
        String now = state();
        if (now.equals(known)) {
            return;
        }
        known = now;
        try {
            KeyStore store = read();
            context.reload(changed -> changed.setKeyStore(store));
            LOG.info("the certificate {} was read again", files.certificate());
        } catch (Exception wrong) {
            LOG.warn("the changed certificate {} is not used: {}", files.certificate(), wrong.getMessage());
        }
    }

    private KeyStore read() throws IOException {
        StringBuilder certificates = new StringBuilder(Files.readString(files.certificate()));
        if (files.chain().isPresent()) {
            certificates.append('\n').append(Files.readString(files.chain().get()));
        }
        return TlsIdentity.keyStore(certificates.toString(), Files.readString(files.key()), password);
    }

    /** Sizes and times of all files. */
    private String state() {
        StringBuilder state = new StringBuilder();
        Stream.concat(Stream.of(files.certificate(), files.key()), files.chain().stream())
                .forEach(file -> state.append(stamp(file)).append(' '));
        return state.toString();
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + ":" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException absent) {
            return "-";
        }
    }
}
