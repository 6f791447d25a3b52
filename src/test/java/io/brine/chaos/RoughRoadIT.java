package io.brine.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.ReqChannel;
import io.brine.channel.SignInResult;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.transport.Roads.RoadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Returns over connections that are cut, delayed, halved and split. */
class RoughRoadIT {
    private static final int RETURNS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private Path root;

    @Test
    @Timeout(120)
    void returnsArriveOverABadLineAndNoWorkerIsLost() throws Exception {
        try (MasterSite site = new MasterSite(root, "auto_accept: true").start();
                RoughRoad road = new RoughRoad(site.config.network().retPort(), 4);
                var client = site.roads.requestClient(road.uri(), RoadOptions.DEFAULT)) {
            TestMinion minion = site.minion("m1");
            assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
            ReqChannel requests =
                    new ReqChannel(client, minion.credentials, minion.identity, Runnable::run, Clock.systemUTC());
            List<String> jids = IntStream.range(0, RETURNS)
                    .mapToObj(number -> String.format("2026%016d", number))
                    .toList();

            for (String jid : jids) {
                giveUntilAcknowledged(requests, jid);
            }

            assertThat(road.cut.get() + road.silenced.get()).isPositive();
            assertThat(jids)
                    .allSatisfy(
                            jid -> assertThat(site.daemon.jobs().returns(jid)).containsOnlyKeys("m1"));
            for (int ask = 0; ask < 4 * Runtime.getRuntime().availableProcessors(); ask++) {
                assertThat(minion.ask(Map.of("cmd", "_master_opts"))).isInstanceOf(Map.class);
            }
        }
    }

    private static void giveUntilAcknowledged(ReqChannel requests, String jid) {
        boolean isAcknowledged = false;
        while (!isAcknowledged) {
            Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_return", "id", "m1", "jid", jid));
            load.putAll(Map.of("fun", "test.ping", "fun_args", List.of(), "return", true));
            load.putAll(Map.of("retcode", 0L, "success", true));
            try {
                isAcknowledged = requests.ask(load, PATIENCE).join() == null;
            } catch (RuntimeException lineWasBad) {
                isAcknowledged = false;
            }
        }
    }
}
