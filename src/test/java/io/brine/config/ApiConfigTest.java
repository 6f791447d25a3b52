package io.brine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block rest_cherrypy, key by key. */
class ApiConfigTest {
    @TempDir
    Path root;

    private MasterConfig master(String... lines) throws IOException {
        Files.write(root.resolve("master"), List.of(lines));
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        return new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(root), Map.of());
    }

    private ApiConfig api(String block) throws IOException {
        return master("rest_cherrypy: {port: 8000, " + block + "}").api().orElseThrow();
    }

    @Test
    void withoutABlockOrAPortThereIsNoDoor() throws IOException {
        assertThat(master("id: m").api()).isEmpty();
        assertThat(master("rest_cherrypy: {disable_ssl: true}").api()).isEmpty();
    }

    @Test
    void theDefaultsAreSalts() throws IOException {
        ApiConfig api = api("disable_ssl: true");

        assertThat(api.host()).isEqualTo("0.0.0.0");
        assertThat(api.rootPrefix()).isEqualTo("/");
        assertThat(api.limits()).isEqualTo(new ApiConfig.Limits(100, 30, 1_048_576));
        assertThat(api.files())
                .isEqualTo(
                        new ApiConfig.Files(Optional.empty(), "/app", Optional.empty(), "/static", Optional.empty()));
        assertThat(api.rules()).isEqualTo(new ApiConfig.Rules("/hook", false, false, true, Map.of(), 20, List.of()));
        assertThat(api.standalone()).isFalse();
        assertThat(api.restTimeoutSeconds()).isEqualTo(300);
        assertThat(api.allowRawShell()).isFalse();
        assertThat(api.tls()).isEmpty();
    }

    @Test
    void everyKeyIsRead() throws IOException {
        ApiConfig api = api("host: 127.0.0.1, root_prefix: /salt, thread_pool: 5, queue_size: 6,"
                + " max_request_body_size: 7, ssl_crt: /a.crt, ssl_key: /a.key, ssl_chain: /c.crt, app: /i.html,"
                + " app_path: /x, static: /s, static_path: /y, favicon: /f.ico, webhook_url: /w,"
                + " webhook_disable_auth: true, stats_disable_auth: true, enable_sessions: false,"
                + " api_acl: {users: {ann: ['*']}}, login_failures: 3, authorized_ips: ['::1'], standalone: true");

        assertThat(api.host()).isEqualTo("127.0.0.1");
        assertThat(api.rootPrefix()).isEqualTo("/salt");
        assertThat(api.limits()).isEqualTo(new ApiConfig.Limits(5, 6, 7));
        assertThat(api.tls())
                .contains(new ApiConfig.Tls(Path.of("/a.crt"), Path.of("/a.key"), Optional.of(Path.of("/c.crt"))));
        assertThat(api.files())
                .isEqualTo(new ApiConfig.Files(
                        Optional.of(Path.of("/i.html")),
                        "/x",
                        Optional.of(Path.of("/s")),
                        "/y",
                        Optional.of(Path.of("/f.ico"))));
        assertThat(api.rules())
                .isEqualTo(
                        new ApiConfig.Rules("/w", true, true, false, Map.of("ann", List.of("*")), 3, List.of("::1")));
        assertThat(api.standalone()).isTrue();
    }

    @Test
    void aDoorInTheClearMustBeAskedFor() {
        assertThatThrownBy(() -> api("host: 127.0.0.1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("disable_ssl");
    }

    @Test
    void aMisspeltKeyIsNamedWithItsNeighbour() throws IOException {
        assertThat(master("rest_cherrypy: {port: 8000, disable_sll: true, disable_ssl: true, debug: true}")
                        .warnings()
                        .toString())
                .contains("unknown option 'disable_sll' in rest_cherrypy, did you mean 'disable_ssl'?")
                .doesNotContain("debug");
    }

    @Test
    void loginsHaveTheirOwnSettings() throws IOException {
        LoginConfig login = master(
                        "sharedsecret: s",
                        "auth.pam.service: system-auth",
                        "auth.ldap.server: d",
                        "auth.ldap.tls: true",
                        "auth.ldap.port: 636",
                        "auth.ldap.basedn: dc=x",
                        "auth.ldap.bindpw: p")
                .login();

        assertThat(login.sharedSecret()).contains("s");
        assertThat(login.pamService()).isEqualTo("system-auth");
        assertThat(login.ldap().uri()).isEqualTo("ldaps://d:636");
        assertThat(login.ldap().groups())
                .isEqualTo(new LoginConfig.Groups("ou=Groups,dc=x", "", "posixGroup", "memberUid"));
        assertThat(login.toString()).doesNotContain("=p", "bindPassword");
        assertThat(master("id: m").login().pamService()).isEqualTo("login");
    }
}
