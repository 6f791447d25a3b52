package io.brine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    Path dir;

    private final Map<String, Object> options = new HashMap<>();

    @Test
    void aMasterMakesItsKeysOnceWithSaltsModes() throws IOException {
        MasterKeyFiles first = MasterKeyFiles.loadOrCreate(config());
        MasterKeyFiles again = MasterKeyFiles.loadOrCreate(config());

        assertThat(again.publicText()).isEqualTo(first.publicText()).doesNotEndWith("\n");
        assertThat(mode("master.pem")).isEqualTo("r--------");
        assertThat(mode("master.pub")).isEqualTo("rw-r--r--");
        assertThat(Files.readString(dir.resolve("pki/master.pem"))).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(first.pubkeySignature()).isEmpty();
    }

    @Test
    void keysThatANewerMasterMovedAreFoundUnderItsId() throws IOException {
        MasterKeyFiles first = MasterKeyFiles.loadOrCreate(config());
        Files.move(dir.resolve("pki/master.pem"), dir.resolve("pki/host.pem"));
        Files.move(dir.resolve("pki/master.pub"), dir.resolve("pki/host.pub"));

        assertThat(MasterKeyFiles.loadOrCreate(config()).publicText()).isEqualTo(first.publicText());
        assertThat(dir.resolve("pki/master.pem")).doesNotExist();
    }

    @Test
    void aPassphraseProtectsTheKeyAndAWrongOneIsNamed() {
        options.put("key_pass", "one");
        MasterKeyFiles.loadOrCreate(config());

        options.put("key_pass", "two");
        assertThatThrownBy(() -> MasterKeyFiles.loadOrCreate(config()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("passphrase may be incorrect");
    }

    @Test
    void aSigningPairSignsThePublicKey() {
        options.put("master_sign_pubkey", true);

        MasterKeyFiles files = MasterKeyFiles.loadOrCreate(config());
        String signature = files.pubkeySignature().orElseThrow().apply(SigningAlgorithm.PKCS1V15_SHA224);

        RsaPublicKey signer = RsaPublicKey.parse(
                KeyPairFiles.named(dir.resolve("pki"), "master_sign").publicText());
        assertThat(MasterSignature.verifies(signer, SigningAlgorithm.PKCS1V15_SHA224, files.publicText(), signature))
                .isTrue();
    }

    @Test
    void aSignatureMadeBeforeIsUsedAsItIsAndMissedByName() throws IOException {
        options.putAll(Map.of("master_sign_pubkey", true, "master_use_pubkey_signature", true));
        assertThatThrownBy(() -> MasterKeyFiles.loadOrCreate(config())).hasMessageContaining("master_pubkey_signature");

        Files.writeString(dir.resolve("pki/master_pubkey_signature"), "c2ln\n");
        assertThat(MasterKeyFiles.loadOrCreate(config())
                        .pubkeySignature()
                        .orElseThrow()
                        .apply(SigningAlgorithm.PKCS1V15_SHA1))
                .isEqualTo("c2ln\n");
    }

    @Test
    void aMinionRemembersItsMasterVerbatim() throws IOException {
        MinionKeyFiles files = MinionKeyFiles.loadOrCreate(dir.resolve("pki"), 2048);
        assertThat(files.masterPublicText()).isEmpty();

        files.rememberMaster("KEY \n");

        assertThat(files.masterPublicText()).contains("KEY \n");
        assertThat(mode("minion.pem")).isEqualTo("r--------");
        assertThat(MinionKeyFiles.loadOrCreate(dir.resolve("pki"), 2048).publicText())
                .isEqualTo(files.publicText());
    }

    @Test
    void aSessionKeyOutlivesARestartButNotItsLife() throws IOException {
        MinionId id = new MinionId("web1");
        String key = sessions().of(id).keyString();

        assertThat(sessions().of(id).keyString()).isEqualTo(key).hasSize(76);
        assertThat(Files.readString(dir.resolve("sessions/web1"))).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("sessions/web1"))))
                .isEqualTo("rw-------");

        Files.setLastModifiedTime(
                dir.resolve("sessions/web1"), FileTime.from(Instant.now().minusSeconds(86401)));
        assertThat(sessions().of(id).keyString()).isNotEqualTo(key);
    }

    @Test
    void aDamagedSessionKeyIsReplaced() throws IOException {
        Files.createDirectories(dir.resolve("sessions"));
        Files.writeString(dir.resolve("sessions/web1"), "half");

        assertThat(sessions().of(new MinionId("web1")).keyString()).hasSize(76);
    }

    @Test
    void everyLocalUserOfTheAclGetsAKeyOfTheirOwn() throws IOException {
        options.put("publisher_acl", Map.of("alice", List.of(".*"), "op.*", List.of(), "stranger", List.of()));
        options.put("user", "root");

        RootKeys keys = RootKeys.create(config(), "root", List.of("root", "alice", "operator", "bob"));

        assertThat(keys.users()).containsExactlyInAnyOrder("root", "alice", "operator");
        String key = Files.readString(dir.resolve("cache/.root_key"));
        assertThat(key).hasSize(76);
        assertThat(keys.isKeyOf("root", key)).isTrue();
        assertThat(keys.isKeyOf("alice", key)).isFalse();
        assertThat(keys.userOf(key)).contains("root");
        assertThat(keys.isKeyOf("root", null)).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("cache/.root_key"))))
                .isEqualTo("rw-------");

        RootKeys next = RootKeys.create(config(), "root", List.of("root"));
        assertThat(next.isKeyOf("root", key)).isFalse();
    }

    @Test
    void theDropfileIsTakenOnceAndOnlyWithItsMode() throws IOException {
        Dropfile dropfile = new Dropfile(dir);
        assertThat(dropfile.take()).isFalse();

        dropfile.request("host_master");
        dropfile.request("host_master");
        assertThat(Files.readString(dir.resolve(".dfn"))).isEqualTo("host_master");
        assertThat(dropfile.take()).isTrue();
        assertThat(dropfile.take()).isFalse();

        Files.createFile(
                dir.resolve(".dfn"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThat(dropfile.take()).isFalse();
        assertThat(dir.resolve(".dfn")).doesNotExist();
    }

    private SessionKeys sessions() {
        return new SessionKeys(dir, Duration.ofDays(1), Clock.systemUTC());
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("pki").resolve(name)));
    }

    private MasterConfig config() {
        options.put("pki_dir", dir.resolve("pki").toString());
        options.put("cachedir", dir.resolve("cache").toString());
        Surroundings surroundings = new Surroundings(Map.of(), dir, "root", () -> "host");
        return new ConfigLoader(surroundings, Clock.systemUTC()).master(Optional.of(dir), options);
    }
}
