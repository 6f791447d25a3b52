package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The {@code salt-call} of an installed Salt, beside its minion, with our master. */
class RealCallIT {
    @RegisterExtension
    static final SaltSite SITE = new SaltSite("peer: {'m.*': ['test.*', 'grains.get']}");

    @BeforeAll
    static void start() throws Exception {
        SITE.startOurMaster();
        SITE.write("master/srv/pillar/top.sls", "base: {'*': [role]}");
        SITE.write("master/srv/pillar/role.sls", "role: web");
        SITE.write("master/srv/salt/web/index.html", "hello");
        SITE.startTheirMinion("m1");
        SITE.startOurMinion("our1");
        SITE.accept("our1");
        SITE.accept("m1");
    }

    private static String call(String... words) throws Exception {
        return SITE.theirCall("m1", words);
    }

    @Test
    void itGetsThePillar() throws Exception {
        assertThat(call("pillar.items")).isEqualTo("local: {'role': 'web'}");
    }

    @Test
    void itListsFiles() throws Exception {
        assertThat(call("cp.list_master")).contains("'web/index.html'");
        assertThat(call("cp.get_file_str", "salt://web/index.html")).isEqualTo("local: hello");
    }

    @Test
    void itAppliesAState() throws Exception {
        Path made = SITE.root().resolve("made");
        SITE.write("master/srv/salt/make.sls", made + ":", "  file.managed:", "    - contents: by salt-call");

        assertThat(call("state.apply", "make")).contains("'result': True");

        assertThat(made).hasContent("by salt-call\n");
    }

    @Test
    void itSendsAnEvent() throws Exception {
        try (EventSource events = SITE.ourMaster().bus().subscribe(EventFilter.startingWith("shop/"))) {
            assertThat(call("event.send", "shop/open", "{door: 3}")).isEqualTo("local: True");

            assertThat(events.next(SaltSite.PATIENCE).orElseThrow().data()).containsEntry("id", "m1");
        }
    }

    @Test
    void itReadsTheMine() throws Exception {
        SITE.our("salt", "our1", "mine.send", "me", "mine_function=grains.get", "id");

        assertThat(call("mine.get", "*", "me")).isEqualTo("local: {'our1': 'our1'}");
    }

    @Test
    void itAsksItsPeersWhatItMayAsk() throws Exception {
        assertThat(call("publish.publish", "our1", "grains.get", "house")).isEqualTo("local: {'our1': 'brine'}");
        assertThat(call("publish.publish", "our1", "cmd.run", "id")).doesNotContain("uid=");
    }
}
