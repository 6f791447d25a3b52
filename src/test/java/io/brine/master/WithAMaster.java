package io.brine.master;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.channel.SignInResult;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each start a whole master of their own. */
abstract class WithAMaster {
    @TempDir
    Path root;

    MasterSite site;

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    /** @param lines of its configuration */
    final MasterSite master(String... lines) {
        site = new MasterSite(root, lines).start();
        return site;
    }

    /** A minion that is signed in, listens, and is known to do so. */
    final TestMinion accepted(String id) {
        TestMinion minion = site.minion(id);
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
        await().atMost(SOON).until(minion::isListening);
        await().atMost(SOON).until(() -> site.daemon.connected().contains(id));
        return minion;
    }

    static Event next(EventSource events) {
        return events.next(SOON).orElseThrow(() -> new AssertionError("no event came"));
    }
}
