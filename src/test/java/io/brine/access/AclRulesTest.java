package io.brine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.access.AclRules.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AclRulesTest {
    private static final Function<String, Set<String>> GROUPS =
            target -> target.equals("web*") ? Set.of("web1", "web2") : Set.of("db1");

    private static boolean publish(List<Object> rules, String fun, List<Object> args, String... minions) {
        return new AclRules(rules).allowsPublish(List.of(new Call(fun, args)), Set.of(minions), GROUPS);
    }

    @Test
    void aTextAllowsAFunctionEverywhereAndIsAnchoredAtItsStartOnly() {
        assertThat(publish(List.of("test"), "test.ping", List.of(), "web1", "db1"))
                .isTrue();
        assertThat(publish(List.of("test"), "testing.x", List.of(), "web1")).isTrue();
        assertThat(publish(List.of("ping"), "test.ping", List.of(), "web1")).isFalse();
    }

    @Test
    void aTargetAllowsNoMinionOutsideOfIt() {
        List<Object> rules = List.of(Map.of("web*", List.of("cmd.run")));

        assertThat(publish(rules, "cmd.run", List.of(), "web1", "web2")).isTrue();
        assertThat(publish(rules, "cmd.run", List.of(), "web1", "db1")).isFalse();
        assertThat(publish(rules, "cmd.shell", List.of(), "web1")).isFalse();
    }

    @Test
    void argumentsMayBeLimited() {
        List<Object> rules = List.of(Map.of(
                "web*", List.of(Map.of("cmd.run", Map.of("args", List.of("ls"), "kwargs", Map.of("cwd", "/tmp"))))));

        assertThat(publish(rules, "cmd.run", List.of("ls -l", Map.of("cwd", "/tmp", "__kwarg__", true)), "web1"))
                .isTrue();
        assertThat(publish(rules, "cmd.run", List.of("rm"), "web1")).isFalse();
        assertThat(publish(rules, "cmd.run", List.of("ls"), "web1")).isFalse();
    }

    @Test
    void ofSeveralFunctionsEveryOneMustBeAllowed() {
        AclRules rules = new AclRules(List.of("test.ping"));
        Call good = new Call("test.ping", List.of());
        Call bad = new Call("cmd.run", List.of());

        assertThat(rules.allowsPublish(List.of(good, good), Set.of("web1"), GROUPS))
                .isTrue();
        assertThat(rules.allowsPublish(List.of(good, bad), Set.of("web1"), GROUPS))
                .isFalse();
    }

    @Test
    void askingWhetherAJobStillRunsIsAlwaysAllowed() {
        assertThat(publish(List.of(), "saltutil.find_job", List.of("1"), "web1"))
                .isTrue();
    }

    @Test
    void runnersAndWheelsHaveRulesOfTheirOwn() {
        Call jobs = new Call("jobs.list_jobs", List.of());

        assertThat(new AclRules(List.of("@runner")).allowsOnMaster("runner", jobs))
                .isTrue();
        assertThat(new AclRules(List.of("@runner")).allowsOnMaster("wheel", jobs))
                .isFalse();
        assertThat(new AclRules(List.of("@jobs")).allowsOnMaster("runner", jobs))
                .isTrue();
        assertThat(new AclRules(List.of(Map.of("@jobs", List.of("list")))).allowsOnMaster("runner", jobs))
                .isTrue();
        assertThat(new AclRules(List.of(".*")).allowsOnMaster("runner", jobs)).isFalse();
    }

    @Test
    void theBlacklistForbidsUsersAndFunctions() {
        PublisherAcl acl = new PublisherAcl(Map.of(), Map.of("users", List.of("^bad.*"), "modules", List.of("cmd.*")));

        assertThat(acl.forbids("badger", List.of("test.ping"))).isTrue();
        assertThat(acl.forbids("bob", List.of("test.ping", "cmd.run"))).isTrue();
        assertThat(acl.forbids("bob", List.of("test.ping"))).isFalse();
    }

    @Test
    void noPeerMayPublishPublishing() {
        PeerRules rules = new PeerRules(Map.of(".*", List.of(".*")));

        assertThat(rules.allow("m1", List.of(new Call("test.ping", List.of())))).isTrue();
        assertThat(rules.allow("m1", List.of(new Call("publish.publish", List.of()))))
                .isFalse();
        assertThat(new PeerRules(Map.of()).allow("m1", List.of(new Call("test.ping", List.of()))))
                .isFalse();
    }
}
