package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobSearch;
import io.brine.wire.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people and their tools ask of a whole master on its clear channel. */
class MasterClearChannelIT extends WithAMaster {
    @Test
    void whoHasNoKeyCannotPublishAndNoSecretIsTold() {
        master("auto_accept: true");
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/job/"));
        Map<String, Object> load = publish("test.ping", "root");
        load.put("key", "wrong");
        load.put("kwargs", Map.of("password", "secret"));

        Object answer = site.clear(load);

        assertThat(answer)
                .isEqualTo(Map.of(
                        "error", Map.of("name", "AuthenticationError", "message", "Authentication error occurred.")));
        Event told = next(events);
        assertThat(told.tag()).isEqualTo("salt/job/error");
        assertThat(told.data().toString()).doesNotContain("secret").doesNotContain("wrong");
    }

    @Test
    void aTargetThatMeetsNobodyIsNoJob() {
        master("auto_accept: true");

        Map<String, Object> answer = site.publish("nobody*", "glob", "test.ping");

        assertThat(answer)
                .containsEntry("jid", null)
                .containsEntry("error", "Master could not resolve minions for target nobody*");
        assertThat(new JobSearch(site.daemon.jobs()).list(JobQuery.ALL).jobs()).isEmpty();
    }

    @Test
    void missingIdsOfAListAreNamed() {
        master("auto_accept: true");
        accepted("m1");

        assertThat(site.publish(List.of("m1", "m9"), "list", "test.ping"))
                .containsEntry("minions", List.of("m1"))
                .containsEntry("missing", List.of("m9"));
    }

    @Test
    void aRunnerAnswersAtOnceAndItsResultIsAnEvent() {
        master("auto_accept: true");
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/run/"));

        Map<String, Object> started = Trees.fields(site.clear(site.withKey(Map.of(
                "cmd", "runner", "fun", "test.arg", "kwarg", Map.of("arg", List.of(1L), "kwarg", Map.of("b", 2L))))));

        assertThat(started).containsEntry("tag", "salt/run/" + started.get("jid"));
        assertThat(next(events).data()).containsEntry("fun", "runner.test.arg");
        Event result = next(events);
        assertThat(result.tag()).isEqualTo(started.get("tag") + "/ret");
        assertThat(result.data())
                .containsEntry("success", true)
                .containsEntry("return", Map.of("args", List.of(1L), "kwargs", Map.of("b", 2L)));
    }

    @Test
    void aWheelAnswersWithItsResult() {
        master("auto_accept: true");
        accepted("m1");

        Map<String, Object> answer =
                Trees.fields(site.clear(site.withKey(Map.of("cmd", "wheel", "fun", "key.list_all"))));

        Map<String, Object> data = Trees.fields(answer.get("data"));
        assertThat(data).containsEntry("fun", "wheel.key.list_all").containsEntry("success", true);
        assertThat(Trees.fields(data.get("return"))).containsEntry("minions", List.of("m1"));
    }

    @Test
    void runnersAndWheelsWantAProvenPerson() {
        master();

        assertThat(site.clear(Map.of("cmd", "wheel", "fun", "key.list_all", "user", "root", "key", "no")))
                .isEqualTo(Map.of(
                        "error",
                        Map.of(
                                "name",
                                "UserAuthenticationError",
                                "message",
                                "Authentication failure of type \"user\" occurred")));
        assertThat(site.clear(Map.of("cmd", "runner", "fun", "test.arg", "token", "00112233")))
                .isEqualTo(Map.of(
                        "error",
                        Map.of(
                                "name",
                                "TokenAuthenticationError",
                                "message",
                                "Authentication failure of type \"token\" occurred.")));
    }

    @Test
    void aTokenIsMadeForALoginAndAllowsWhatItsRulesSay() {
        master(
                "auto_accept: true",
                "external_auth: {sharedsecret: {bob: ['test.*', '@jobs']}}",
                "sharedsecret: geheim");
        accepted("m1");
        Map<String, Object> token = Trees.fields(site.clear(
                Map.of("cmd", "mk_token", "eauth", "sharedsecret", "username", "bob", "password", "geheim")));

        Object allowed = site.clear(publishWith(token.get("token"), "test.ping"));
        Object forbidden = site.clear(publishWith(token.get("token"), "cmd.run"));

        assertThat(Trees.fields(Trees.fields(allowed).get("load"))).containsEntry("minions", List.of("m1"));
        assertThat(Trees.fields(forbidden).get("error")).asString().contains("AuthorizationError");
        assertThat(site.clear(Map.of("cmd", "get_token", "token", token.get("token"))))
                .isEqualTo(token);
        assertThat(new JobSearch(site.daemon.jobs()).list(JobQuery.ALL).jobs())
                .allSatisfy(job -> assertThat(job.load().toString())
                        .doesNotContain(String.valueOf(token.get("token")))
                        .contains("bob"));
    }

    private static Map<String, Object> publishWith(Object token, String fun) {
        Map<String, Object> load = publish(fun, "bob");
        load.put("kwargs", Map.of("token", token));
        return load;
    }

    /** To all, without a key. */
    private static Map<String, Object> publish(String fun, String user) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", "*");
        load.put("fun", fun);
        load.put("arg", List.of());
        load.put("tgt_type", "glob");
        load.put("ret", "");
        load.put("jid", "");
        load.put("user", user);
        return load;
    }
}
