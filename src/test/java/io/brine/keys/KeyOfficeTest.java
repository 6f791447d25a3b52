package io.brine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.crypt.RsaKeyPair;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyOfficeTest {
    private static final String PEM = RsaKeyPair.generate(2048).publicPem();

    @TempDir
    Path pki;

    private MinionKeys keys;
    private KeyOffice office;

    @BeforeEach
    void pki() {
        keys = new MinionKeys(pki, Clock.systemUTC());
        keys.makeDirectories(true);
        office = new KeyOffice(keys);
    }

    @Test
    void acceptingMovesPendingKeysAndNamesEach() {
        have(KeyState.PENDING, "web1", "web2", "db1");

        KeyOffice.Accepted accepted = office.accept(keys.matching("web*"), false, false);

        assertThat(accepted.changes())
                .containsExactly(new KeyChange("accept", "web1"), new KeyChange("accept", "web2"));
        assertThat(keys.ids(KeyState.ACCEPTED)).containsExactly("web1", "web2");
        assertThat(keys.ids(KeyState.PENDING)).containsExactly("db1");
    }

    @Test
    void rejectedAndDeniedKeysAreAcceptedOnlyOnRequest() {
        have(KeyState.REJECTED, "r");
        have(KeyState.DENIED, "d");

        assertThat(office.accept(keys.matching("*"), false, false).changes()).isEmpty();
        assertThat(office.accept(keys.matching("*"), true, false).changes()).hasSize(1);
        assertThat(office.accept(keys.matching("*"), false, true).changes()).hasSize(1);
        assertThat(keys.ids(KeyState.ACCEPTED)).containsExactly("d", "r");
    }

    @Test
    void junkIsNotAccepted() {
        keys.write(KeyState.PENDING, new MinionId("junk"), "no key");

        KeyOffice.Accepted accepted = office.acceptAll();

        assertThat(accepted.invalid()).containsExactly("junk");
        assertThat(keys.ids(KeyState.PENDING)).containsExactly("junk");
    }

    @Test
    void rejectingTakesPendingKeysAndOnRequestOthers() {
        have(KeyState.PENDING, "p");
        have(KeyState.ACCEPTED, "a");
        have(KeyState.DENIED, "d");

        assertThat(office.reject(keys.matching("*"), false, false)).containsExactly(new KeyChange("reject", "p"));
        assertThat(office.reject(keys.matching("*"), true, true)).hasSize(2);
        assertThat(keys.ids(KeyState.REJECTED)).containsExactly("a", "d", "p");
    }

    @Test
    void deletingRemovesAKeyFromEveryState() {
        have(KeyState.ACCEPTED, "web1");
        have(KeyState.DENIED, "web1", "web2");

        assertThat(office.delete(keys.matching("web1"))).hasSize(2);
        assertThat(office.deleteDenied()).containsExactly(new KeyChange("delete", "web2"));
        have(KeyState.REJECTED, "x");
        assertThat(office.deleteAll()).containsExactly(new KeyChange("delete", "x"));
    }

    @Test
    void listsAreSortedWithoutRegardToCaseAndHideHiddenFiles() throws IOException {
        have(KeyState.ACCEPTED, "b", "A", "c");
        Files.writeString(pki.resolve("minions/.key_cache"), "");
        Files.createDirectory(pki.resolve("minions/directory"));

        assertThat(keys.ids(KeyState.ACCEPTED)).containsExactly("A", "b", "c");
        assertThat(MinionKeys.byDirectory(keys.list()))
                .containsEntry("minions", List.of("A", "b", "c"))
                .containsEntry("minions_denied", List.of());
    }

    @Test
    void aListOfPatternsIsSeparatedByCommas() {
        have(KeyState.ACCEPTED, "web1", "db1", "other");

        assertThat(keys.matching("web*,db?")).containsEntry(KeyState.ACCEPTED, List.of("db1", "web1"));
    }

    @Test
    void whereaboutsTellsWhereKeysAreNow() {
        have(KeyState.REJECTED, "web1");

        assertThat(keys.whereabouts(Map.of(KeyState.PENDING, List.of("web1", "gone"))))
                .isEqualTo(Map.of(KeyState.REJECTED, List.of("web1")));
    }

    @Test
    void theParsedKeyFollowsTheFile() throws IOException {
        have(KeyState.ACCEPTED, "web1");
        MinionId id = new MinionId("web1");
        String other = RsaKeyPair.generate(2048).publicPem();

        assertThat(keys.accepted(id)).isPresent().isEqualTo(keys.accepted(id));
        keys.write(KeyState.ACCEPTED, id, other);
        assertThat(keys.accepted(id).orElseThrow().cleanedPem()).isEqualTo(other.strip());
        Files.delete(pki.resolve("minions/web1"));
        assertThat(keys.accepted(id)).isEmpty();
    }

    private void have(KeyState state, String... ids) {
        for (String id : ids) {
            keys.write(state, new MinionId(id), PEM);
        }
    }
}
