package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.MsgPack;
import io.brine.wire.JidGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierJobsTest {
    @TempDir
    private Path root;

    private static final String LONG_AGO = "20240102030405678901";

    private void left(String jid) throws IOException {
        Path job = Files.createDirectories(root.resolve("cache/jobs/ab/" + jid));
        Files.writeString(job.resolve("jid"), jid);
        Files.write(job.resolve(".load.p"), MsgPack.packLocal(Map.of("fun", "test.ping", "tgt", "*", "jid", jid)));
        Files.createDirectory(job.resolve("web1"));
        Files.write(job.resolve("web1/return.p"), MsgPack.packLocal(Map.of("return", true)));
    }

    @Test
    void whatAnEarlierMasterLeftIsReadOnceAsFarBackAsJobsAreKept() throws IOException {
        JidGenerator jids = new JidGenerator(Clock.systemUTC());
        String recent = jids.next().value();
        String later = jids.next().value();
        left(recent);
        left(LONG_AGO);
        Path mark = root.resolve("cache/brine/jobs-imported");

        try (MasterSite site = new MasterSite(root).start()) {
            await().atMost(MasterSite.SOON).until(() -> Files.exists(mark));

            assertThat(site.daemon.jobs().returns(recent)).containsOnlyKeys("web1");
            assertThat(site.daemon.jobs().job(LONG_AGO)).isEmpty();
        }

        left(later);
        Files.writeString(mark, "as it was");
        try (MasterSite site = new MasterSite(root).start()) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("EarlierJobs"));
            assertThat(mark).hasContent("as it was");
            assertThat(site.daemon.jobs().job(recent)).isPresent();
            assertThat(site.daemon.jobs().job(later)).isEmpty();
        }
    }
}
