package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionRoadsIT {
    @TempDir
    Path root;

    @Test
    void whoIsForgottenHasNoKeyAnyMoreAndTheBusIsToldAndTheOthersGetANewKey() throws Exception {
        try (MasterSite site = new MasterSite(root, "auto_accept: true")) {
            site.start();
            site.minion("web1").signIn();
            site.minion("web2").signIn();
            MinionRoads minions = site.daemon.minionRoads();
            assertThat(minions.accepted()).containsExactlyInAnyOrder("web1", "web2");

            try (EventSource keys = site.daemon.bus().subscribe(EventFilter.startingWith("salt/key"))) {
                minions.forget(List.of("web1", "nobody"));

                assertThat(minions.accepted()).containsExactly("web2");
                Event event = keys.next(MasterSite.SOON).orElseThrow();
                assertThat(event.data()).containsEntry("act", "delete").containsEntry("id", "web1");
            }
            await().atMost(MasterSite.SOON)
                    .until(() -> site.listener.lines.stream().anyMatch(line -> line.startsWith("rotated ")));
        }
    }
}
