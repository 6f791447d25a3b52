package io.brine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.access.AclRules.Call;
import io.brine.config.AccessConfig;
import java.util.ArrayList;
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
    void aTextAllowsTheFunctionsItMatchesWhollyEverywhere() {
        assertThat(publish(List.of("test.*"), "test.ping", List.of(), "web1", "db1"))
                .isTrue();
        assertThat(publish(List.of("test"), "testing.x", List.of(), "web1")).isFalse();
        assertThat(publish(List.of("test.ping"), "test.pingx", List.of(), "web1"))
                .isFalse();
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
                "web*",
                List.of(Map.of("cmd.run", Map.of("args", List.of("ls -[la]+"), "kwargs", Map.of("cwd", "/tmp"))))));

        assertThat(publish(rules, "cmd.run", List.of("ls -l", Map.of("cwd", "/tmp", "__kwarg__", true)), "web1"))
                .isTrue();
        assertThat(publish(rules, "cmd.run", List.of("ls -l; rm", Map.of("cwd", "/tmp", "__kwarg__", true)), "web1"))
                .isFalse();
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
    void askingWhetherAJobStillRunsIsAlwaysAllowedButOpensNoOtherFunction() {
        Call ask = new Call("saltutil.find_job", List.of("1"));
        Call run = new Call("cmd.run", List.of("id"));
        AclRules pings = new AclRules(List.of("test.ping"));

        assertThat(publish(List.of(), "saltutil.find_job", List.of("1"), "web1"))
                .isTrue();
        assertThat(pings.allowsPublish(List.of(ask, run), Set.of("web1"), GROUPS))
                .isFalse();
        assertThat(pings.allowsPublish(List.of(run, ask), Set.of("web1"), GROUPS))
                .isFalse();
    }

    @Test
    void aRuleForCertainMinionsDoesNotAllowWhatMeetsNobody() {
        AclRules rules = new AclRules(List.of(Map.of("web*", List.of("cmd.run"))));
        List<Call> run = List.of(new Call("cmd.run", List.of("id")));

        assertThat(rules.allowsEverywhere(run)).isFalse();
        assertThat(new AclRules(List.of("cmd.run")).allowsEverywhere(run)).isTrue();
    }

    @Test
    void oldFilesKeepTheirMeaningWithAclMatchSalt() {
        AccessConfig access = access(Map.of(
                "bob",
                List.of("test", "@jobs", Map.of("web*", List.of(Map.of("cmd.run", Map.of("args", List.of("ls"))))))));

        AclRules whole = bobs(AclMatch.read(access, null, text -> {}));
        AclRules begun = bobs(AclMatch.read(access, "salt", text -> {}));

        List<Call> ping = List.of(new Call("test.ping", List.of()));
        List<Call> list = List.of(new Call("cmd.run", List.of("ls -l")));
        assertThat(whole.allowsPublish(ping, Set.of("db1"), GROUPS)).isFalse();
        assertThat(begun.allowsPublish(ping, Set.of("db1"), GROUPS)).isTrue();
        assertThat(whole.allowsPublish(list, Set.of("web1"), GROUPS)).isFalse();
        assertThat(begun.allowsPublish(list, Set.of("web1"), GROUPS)).isTrue();
        assertThat(begun.allowsOnMaster("runner", new Call("jobs.list_jobs", List.of())))
                .isTrue();
    }

    @Test
    void aPatternThatAllowsNothingAnyMoreIsNamedAtTheStart() {
        List<String> warnings = new ArrayList<>();

        AclMatch.read(access(Map.of("bob", List.of("test", "pkg.", "cmd.run", ".*", "@runner"))), null, warnings::add);

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("'test'").contains("acl_match: salt");
        assertThat(warnings.get(1)).contains("'pkg.'");
    }

    private static AclRules bobs(AccessConfig access) {
        return new AclRules(List.copyOf((List<?>) access.publisherAcl().get("bob")));
    }

    private static AccessConfig access(Map<String, Object> acl) {
        return new AccessConfig(
                acl, Map.of(), true, false, Map.of(), 60, false, false, false, Map.of(), Map.of(), List.of());
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
        assertThat(new AclRules(List.of(Map.of("@jobs", List.of("list_.*")))).allowsOnMaster("runner", jobs))
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
