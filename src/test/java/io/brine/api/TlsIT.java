package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.brine.data.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encrypted door, with certificates as openssl makes them. */
class TlsIT {
    @TempDir
    Path root;

    @BeforeEach
    void openssl() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    }

    private void certificate(String name, String... kind) throws Exception {
        Path directory = Files.createDirectories(root.resolve("tls"));
        Path key = directory.resolve("new.key");
        Path certificate = directory.resolve("new.crt");
        Process process = new ProcessBuilder(
                        "/usr/bin/openssl",
                        "req",
                        "-x509",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-newkey",
                        kind[0],
                        "-pkeyopt",
                        kind[1],
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        Files.move(key, directory.resolve("door.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.move(certificate, directory.resolve("door.crt"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private ApiSite site() {
        return new ApiSite(
                root.resolve("site"),
                "rest_cherrypy: {port: 0, host: 127.0.0.1, ssl_crt: " + root + "/tls/door.crt, ssl_key: " + root
                        + "/tls/door.key}");
    }

    /** @return the name in the certificate, and what the door says to a GET */
    private static String[] ask(int port, String... protocols) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connected(port)) {
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            X509Certificate seen = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new String[] {seen.getSubjectX500Principal().getName(), answer};
        }
    }

    private static SSLSocket connected(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void call(SSLSocket socket, String minion, int seconds) throws IOException {
        String body = Json.dump(Map.of(
                "client",
                "local",
                "tgt",
                minion,
                "fun",
                "test.sleep",
                "arg",
                List.of(seconds),
                "timeout",
                60,
                "username",
                "ann",
                "password",
                "x",
                "eauth",
                "auto"));
        socket.getOutputStream()
                .write(("POST /run HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void theDoorIsEncryptedAndARenewedCertificateNeedsNoRestart() throws Exception {
        certificate("first", "rsa:2048", "rsa_keygen_bits:2048");
        try (ApiSite site = site()) {
            String[] answer = ask(site.door.port());
            assertThat(answer[0]).isEqualTo("CN=first");
            assertThat(answer[1]).contains("Please log in");
            assertThat(RawHttp.status(site.door.port(), "GET / HTTP/1.1\nHost: x\n\n"))
                    .as("without encryption")
                    .isNotEqualTo(200);

            certificate("second", "ec", "ec_paramgen_curve:P-256");
            await().pollInterval(Duration.ofSeconds(1)).until(() -> ask(site.door.port())[0].equals("CN=second"));

            Files.writeString(root.resolve("tls/door.crt"), "no certificate");
            await().during(Duration.ofSeconds(7))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> ask(site.door.port())[0].equals("CN=second"));
        }
    }

    @Test
    void whoWaitsLongIsAnsweredAndWhoHangsUpIsNotWaitedFor() throws Exception {
        certificate("first", "rsa:2048", "rsa_keygen_bits:2048");
        try (ApiSite site = site()) {
            site.minion("web01");
            site.master.minion("mute01");
            await().until(() -> site.master.daemon.connected().contains("mute01"));

            try (SSLSocket socket = connected(site.door.port())) {
                call(socket, "web01", 2);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200 OK")
                        .contains("{\"web01\": true}");
            }
            try (SSLSocket socket = connected(site.door.port())) {
                call(socket, "mute01", 0);
                await().until(() -> site.door.counts().underWay() == 1);
            }

            await().until(() -> site.door.counts().answers().getOrDefault(499, 0L) == 1);
        }
    }

    @Test
    void oldProtocolsAreNotSpoken() throws Exception {
        certificate("first", "rsa:2048", "rsa_keygen_bits:2048");
        try (ApiSite site = site()) {
            assertThatThrownBy(() -> ask(site.door.port(), "TLSv1.1")).isInstanceOf(IOException.class);
            assertThat(ask(site.door.port(), "TLSv1.2")[1]).contains("Please log in");
        }
    }

    @Test
    void aDoorWithoutItsCertificateStaysClosedAndSaysWhy() {
        assertThatThrownBy(this::site).isInstanceOf(IllegalStateException.class).hasMessageContaining("tls/door.crt");
    }
}
