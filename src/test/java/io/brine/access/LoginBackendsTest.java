package io.brine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.brine.config.LoginConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and passwords, against files, a real LDAP server in this process, an HTTP server, and PAM of this host. */
class LoginBackendsTest {
    private static final LoginConfig.Groups GROUPS =
            new LoginConfig.Groups("ou=Groups,dc=x", "", "posixGroup", "memberUid");

    @TempDir
    Path root;

    private static Map<String, LoginBackend> backends(LoginConfig.Ldap ldap) {
        return LoginBackends.of(new LoginConfig(Optional.of("shared"), "login", ldap));
    }

    private static LoginConfig.Ldap ldap(int port, String bindDn, String bindPassword, String filter) {
        return new LoginConfig.Ldap(
                "ldap://127.0.0.1:" + port, false, false, false, bindDn, bindPassword, "dc=x", 2, filter, GROUPS);
    }

    private static boolean knows(String eauth, String name, String password, Map<?, ?> entries) {
        return backends(ldap(1, "", "", ""))
                .get(eauth)
                .login(name, password, entries)
                .isPresent();
    }

    private Map<String, String> file(String type, String... lines) throws IOException {
        Path file = root.resolve(type);
        Files.write(file, List.of(lines));
        return Map.of("^filename", file.toString(), "^filetype", type, "^realm", "door");
    }

    @Test
    void anHtpasswdFileMayHoldWhatApacheWrites() throws IOException {
        Map<String, String> hashes = Map.of(
                "apr1", "$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/",
                "bcrypt", "$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a",
                "sha1", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "sha512",
                        "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1",
                "sha256", "$5$saltsalt$0IyaXrmV7.sGNS6tirgqHLqX/G.FBvgkYA.lpPdS5sA",
                "crypt", "abNANd1rDfiNc");
        Map<String, String> entries = file(
                "htpasswd",
                hashes.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .toArray(String[]::new));

        hashes.keySet().forEach(name -> {
            assertThat(knows("file", name, "secret", entries)).as(name).isTrue();
            assertThat(knows("file", name, "Secret", entries)).as(name).isFalse();
            assertThat(knows("file", name, "", entries)).as(name).isFalse();
        });
        assertThat(knows("file", "nobody", "secret", entries)).isFalse();
        assertThat(knows("file", "apr1:x", "secret", entries)).isFalse();
    }

    @Test
    void brokenHashesLetNobodyIn() throws IOException {
        Map<String, String> entries = file("htpasswd", "a:", "b:secret", "c:$2y$05$x", "d:$apr1$", "e:$6$", "f");

        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(knows("file", name, "secret", entries)).as(name).isFalse();
            assertThat(knows("file", name, "", entries)).as(name).isFalse();
        }
    }

    @Test
    void anHtdigestFileBelongsToARealm() throws IOException {
        Map<String, String> entries = file("htdigest", "ann:door:4941cfa00475efeff5aaeffc3a221521");

        assertThat(knows("file", "ann", "secret", entries)).isTrue();
        assertThat(knows("file", "ann", "wrong", entries)).isFalse();
        assertThat(knows(
                        "file",
                        "ann",
                        "secret",
                        Map.of("^filename", entries.get("^filename"), "^filetype", "htdigest")))
                .isFalse();
    }

    @Test
    void aTextFileHoldsPasswordsOrDigests() throws IOException {
        Map<String, String> plain = file("text", "ann:secret");
        Map<String, String> digest = Map.of(
                "^filename",
                Files.writeString(
                                root.resolve("sha"),
                                "x ann 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\n")
                        .toString(),
                "^hashtype",
                "sha256",
                "^field_separator",
                " ",
                "^username_field",
                "2",
                "^password_field",
                "3");

        assertThat(knows("file", "ann", "secret", plain)).isTrue();
        assertThat(knows("file", "ann", "wrong", plain)).isFalse();
        assertThat(knows("file", "ann", "secret", digest)).isTrue();
        assertThat(knows("file", "ann", "wrong", digest)).isFalse();
        assertThat(knows(
                        "file",
                        "ann",
                        "secret",
                        Map.of("^filename", root.resolve("none").toString())))
                .isFalse();
        assertThat(knows("file", "ann", "secret", Map.of())).isFalse();
    }

    private static InMemoryDirectoryServer directory() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=x");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
        config.addAdditionalBindCredentials("cn=search,dc=x", "searching");
        config.setSchema(null);
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=x", "objectClass: domain", "dc: x");
        server.add("dn: ou=people,dc=x", "objectClass: organizationalUnit", "ou: people");
        server.add("dn: ou=Groups,dc=x", "objectClass: organizationalUnit", "ou: Groups");
        for (String name : List.of("ann", "bob")) {
            server.add(
                    "dn: uid=" + name + ",ou=people,dc=x",
                    "objectClass: person",
                    "uid: " + name,
                    "cn: " + name,
                    "sn: x",
                    "userPassword: of-" + name);
        }
        server.add("dn: cn=ops,ou=Groups,dc=x", "objectClass: posixGroup", "cn: ops", "memberUid: ann");
        server.startListening();
        return server;
    }

    @Test
    void whoIsInTheDirectoryIsKnownWithHisGroups() throws Exception {
        try (InMemoryDirectoryServer server = directory()) {
            int port = server.getListenPort();
            for (LoginConfig.Ldap way : List.of(
                    ldap(port, "cn=search,dc=x", "searching", "uid={{ username }}"),
                    ldap(port, "cn=search,dc=x", "searching", "(&(objectClass=person)(uid={{username}}))"),
                    ldap(port, "uid={{ username }},ou=people,dc=x", "", ""))) {
                LoginBackend backend = backends(way).get("ldap");

                assertThat(backend.login("ann", "of-ann", Map.of())
                                .orElseThrow()
                                .groups())
                        .containsExactly("ops");
                assertThat(backend.login("bob", "of-bob", Map.of())
                                .orElseThrow()
                                .groups())
                        .isEmpty();
                for (String name : List.of(
                        "ann",
                        "*",
                        "a*",
                        "ann)(uid=*",
                        "*)(objectClass=*",
                        "\\61nn",
                        "",
                        "nobody",
                        "ann,ou=people",
                        "bob+uid=ann")) {
                    for (String password : List.of("", "wrong", "of-bob")) {
                        assertThat(backend.login(name, password, Map.of()))
                                .as(name + " " + password)
                                .isEmpty();
                    }
                }
                assertThat(backend.login("*", "of-ann", Map.of())).isEmpty();
            }
        }
    }

    @Test
    void aDirectoryThatIsAwayOrRefusesTheSearchLetsNobodyIn() throws Exception {
        assertThat(knows("ldap", "ann", "of-ann", Map.of())).isFalse();
        try (InMemoryDirectoryServer server = directory()) {
            LoginBackend wrongSearch = backends(
                            ldap(server.getListenPort(), "cn=search,dc=x", "wrong", "uid={{ username }}"))
                    .get("ldap");
            assertThat(wrongSearch.login("ann", "of-ann", Map.of())).isEmpty();
        }
    }

    @Test
    void anotherServerMayKnowAndGiveRules() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String path = exchange.getRequestURI().getPath();
            byte[] body = switch (path) {
                case "/rules" -> "[\"test.*\", {\"web*\": [\"pkg.*\"]}]".getBytes(StandardCharsets.UTF_8);
                case "/map" -> "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
                case "/html" -> "<html>welcome</html>".getBytes(StandardCharsets.UTF_8);
                case "/huge" -> "[\"x\"]".concat(" ".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
                default -> new byte[0];
            };
            int status = path.equals("/no") ? 401 : path.equals("/moved") ? 307 : 200;
            if (status == 307) {
                exchange.getResponseHeaders().add("Location", "/rules");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            LoginBackend backend = backends(ldap(1, "", "", "")).get("rest");

            assertThat(backend.login("a&b", "p=w d", Map.of("^url", url + "/rules"))
                            .orElseThrow()
                            .rules())
                    .isEqualTo(List.of("test.*", Map.of("web*", List.of("pkg.*"))));
            assertThat(asked.get()).isEqualTo("username=a%26b&password=p%3Dw+d");
            assertThat(backend.login("a", "b", Map.of("^url", url + "/empty"))
                            .orElseThrow()
                            .rules())
                    .isEmpty();
            for (String path : List.of("/no", "/map", "/html", "/huge", "/moved")) {
                assertThat(backend.login("a", "b", Map.of("^url", url + path)))
                        .as(path)
                        .isEmpty();
            }
            assertThat(backend.login("a", "b", Map.of("^url", "no url"))).isEmpty();
            assertThat(backend.login("a", "b", Map.of())).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void pamRefusesWhoDoesNotKnowThePassword() {
        assumeTrue(Files.exists(Path.of("/etc/pam.d/login")), "there is no PAM here");

        assertThat(knows("pam", "root", "certainly-not-this-password", Map.of()))
                .isFalse();
        assertThat(knows("pam", "root", "", Map.of())).isFalse();
        assertThat(knows("pam", "nobody-of-this-name", "x", Map.of("service", "other")))
                .isFalse();
    }

    /** With the name and password of a real account in BRINE_PAM_USER and BRINE_PAM_PASSWORD. */
    @Test
    void pamKnowsAnAccountOfThisHost() {
        String user = System.getenv("BRINE_PAM_USER");
        assumeTrue(user != null, "no account is named: BRINE_PAM_USER, BRINE_PAM_PASSWORD");

        assertThat(knows("pam", user, System.getenv("BRINE_PAM_PASSWORD"), Map.of()))
                .isTrue();
    }
}
