package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSearchTest {
    private static final JobQuery ALL = JobQuery.ALL.newest(100);

    @TempDir
    private Path cachedir;

    private JobBook book;

    @BeforeEach
    void fill() {
        JobFiles files = new JobFiles(cachedir, "sha256", false);
        book = JobBook.open(cachedir.resolve("jobs.db"), files, Runnable::run, Runnable::run, Clock.systemUTC());
        job("1", "test.ping", "*", "root", Map.of());
        job("2", "state.apply", "web1", "anna", Map.of("metadata", Map.of("ticket", "A-1")));
        job("3", "state.highstate", List.of("web1", "db1"), "root", Map.of());
        job("4", List.of("test.ping", "cmd.run"), "web*", "anna", Map.of());
        book.saveReturn(returned("1", "web1", "test.ping", true, 0)).join();
        book.saveReturn(returned("2", "web1", "state.apply", Map.of("x", Map.of("result", false)), 2))
                .join();
        book.saveReturn(returned("3", "db1", "state.highstate", List.of("No space left"), 0))
                .join();
    }

    @AfterEach
    void close() {
        book.close();
    }

    private static String jid(String number) {
        return "2026010203040500000" + number;
    }

    private void job(String number, Object fun, Object tgt, String user, Map<String, Object> more) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", fun);
        load.put("tgt", tgt);
        load.put("tgt_type", tgt instanceof List ? "list" : "glob");
        load.put("arg", List.of());
        load.put("user", user);
        load.putAll(more);
        book.saveJob(new JobRecord(jid(number), load, List.of()), true).join();
    }

    private static JobReturn returned(String number, String minion, String fun, Object value, long retcode) {
        Map<String, Object> result = Map.of("return", value, "retcode", retcode, "success", retcode == 0);
        return new JobReturn(jid(number), minion, fun, result, Optional.empty());
    }

    private List<String> found(JobQuery query) {
        return new JobSearch(book)
                .list(query).jobs().stream().map(job -> job.jid().substring(19)).toList();
    }

    @Test
    void withoutAnyWishTheNewestAreListedOldestFirst() {
        assertThat(found(ALL)).containsExactly("1", "2", "3", "4");
        assertThat(found(ALL.newest(2))).containsExactly("3", "4");
        assertThat(new JobSearch(book).list(ALL.newest(2)).more()).isTrue();
        assertThat(new JobSearch(book).list(ALL.newest(4)).more()).isFalse();
    }

    @Test
    void functionsAreShellPatternsOverEachFunctionOfAJob() {
        assertThat(found(ALL.ofFunctions(List.of("state.*")))).containsExactly("2", "3");
        assertThat(found(ALL.ofFunctions(List.of("test.ping")))).containsExactly("1", "4");
        assertThat(found(ALL.ofFunctions(List.of("*.run", "state.apply")))).containsExactly("2", "4");
        assertThat(found(ALL.ofFunctions(List.of("none")))).isEmpty();
    }

    @Test
    void targetsAreShellPatternsOverTheTargetOrItsMembers() {
        assertThat(found(ALL.ofTargets(List.of("web1")))).containsExactly("2", "3");
        assertThat(found(ALL.ofTargets(List.of("web*")))).containsExactly("2", "3", "4");
        assertThat(found(ALL.ofTargets(List.of("db?")))).containsExactly("3");
    }

    @Test
    void jobsAreFoundByUserMinionTimeAndMetadata() {
        assertThat(found(ALL.ofUser("anna"))).containsExactly("2", "4");
        assertThat(found(ALL.ofMinion("web1"))).containsExactly("1", "2");
        assertThat(found(ALL.between(jid("2"), jid("3")))).containsExactly("2", "3");
        assertThat(found(ALL.marked(Map.of("ticket", "A-1")))).containsExactly("2");
        assertThat(found(ALL.marked(Map.of("ticket", "A-2")))).isEmpty();
    }

    @Test
    void jobsAreFoundByTheirSuccess() {
        assertThat(found(ALL.with(true))).containsExactly("1", "3");
        assertThat(found(ALL.with(false))).containsExactly("2");
    }

    @Test
    void wishesAddUp() {
        assertThat(found(ALL.ofUser("anna").ofFunctions(List.of("state.*")).ofMinion("web1")))
                .containsExactly("2");
        assertThat(found(ALL.ofUser("root").ofFunctions(List.of("state.*")).ofMinion("web1")))
                .isEmpty();
    }

    @Test
    void aMinionIsFoundBeforeAndAfterItsReturnsAreEntered() {
        MinionIndex index = new MinionIndex(book.ledger());

        assertThat(index.enter().join()).isEqualTo(3);
        book.saveReturn(returned("4", "web1", "test.ping", true, 0)).join();

        assertThat(index.enter().join()).isEqualTo(1);
        assertThat(index.enter().join()).isZero();
        book.saveReturn(returned("3", "web1", "state.highstate", true, 0)).join();
        assertThat(found(ALL.ofMinion("web1"))).containsExactly("1", "2", "3", "4");
    }

    private List<String> hits(JobQuery where, String text, String key, String value, Long retcode) {
        return new ReturnSearch(book)
                .find(new ReturnQuery(where, text, key, value, Optional.ofNullable(retcode))).hits().stream()
                        .map(hit ->
                                hit.jid().substring(19) + " " + hit.returned().minion())
                        .toList();
    }

    @Test
    void returnsAreFoundNewestFirst() {
        assertThat(hits(ALL, "", "", "*", null)).containsExactly("3 db1", "2 web1", "1 web1");
        assertThat(hits(ALL.newest(1), "", "", "*", null)).containsExactly("3 db1");
        assertThat(hits(ALL.ofMinion("web1"), "", "", "*", null)).containsExactly("2 web1", "1 web1");
        assertThat(hits(ALL.ofFunctions(List.of("state.*")), "", "", "*", null)).containsExactly("3 db1", "2 web1");
    }

    @Test
    void returnsAreFoundByWhatIsInThem() {
        assertThat(hits(ALL, "space", "", "*", null)).containsExactly("3 db1");
        assertThat(hits(ALL, "", "result", "[Ff]alse", null)).containsExactly("2 web1");
        assertThat(hits(ALL, "", "x:result", "false", null)).containsExactly("2 web1");
        assertThat(hits(ALL, "", "y:result", "*", null)).isEmpty();
        assertThat(hits(ALL, "", "", "*", 2L)).containsExactly("2 web1");
        assertThat(hits(ALL.with(false), "", "", "*", null)).containsExactly("2 web1");
    }
}
