package io.brine.api.mon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Json;
import io.brine.keys.KeyState;
import io.brine.minion.MinionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a real browser, before real masters. Its pictures are in target/screenshots. One browser and two masters serve
 * all tests: {@link #plain} knows nothing of health, {@link #watched} judges it. Each test is a person of his own and has minions of
 * his own.
 */
class DashboardIT {
    private static final int MANY = 10_000;

    @TempDir
    static Path root;

    private static Chromium browser;
    private static DashboardSite plain;
    private static DashboardSite watched;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start(root.resolve("browser"));
        long now = Instant.now().getEpochSecond();
        Path history = Files.createDirectories(root.resolve("plain/cache/brine/history"));
        Files.writeString(history.resolve("day.json"), MadeUpHistory.points(now / 300, 288));
        Files.writeString(history.resolve("week.json"), MadeUpHistory.points(now / 1800, 300));
        Path letIn = Files.writeString(root.resolve("plain/let-in"), "web*\nmail*\n");
        plain = new DashboardSite(root.resolve("plain"), "autosign_file: " + letIn);
        watched = new DashboardSite(
                root.resolve("watched"),
                "auto_accept: true",
                "mon: {gateway: none, probe: {quiet: 1, deep_every: 2, timeout: 1}, suspect: {grace: 1, probes: 1},"
                        + " recover: {for: 1, answers: 1}, hold: {start: 0, keys: 0, self: 1}, repair: {mode: observe},"
                        + " checks: [{name: answers, function: test.ping, every: 1}, {name: 'load, of 1 min', function: test.echo,"
                        + " args: ['5.2'], type: float, assert: '< 3', every: 1}]}");
        plain.minion("web1");
        plain.minion("web2");
        watched.minion("app1");
        await().until(() -> plain.master.daemon.connected().containsAll(List.of("web1", "web2")));
    }

    @AfterAll
    static void close() {
        for (AutoCloseable part : new AutoCloseable[] {browser, plain, watched}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @BeforeEach
    void sitDown() {
        browser.another();
        watched.release();
    }

    private static void logIn(DashboardSite site, String user) {
        browser.open(site.uri("/mon/"));
        browser.awaitText("Log in");
        browser.fill("input[name=username]", user);
        browser.fill("input[name=password]", "any");
        browser.fill("input[name=eauth]", "auto");
        browser.press("Enter");
    }

    private static void show(String page) {
        browser.value("location.hash = '#/" + page + "'");
    }

    private static MinionSite connected(DashboardSite site, String id) {
        MinionSite minion = site.minion(id);
        await().until(() -> site.master.daemon.connected().contains(id));
        return minion;
    }

    /** Whether the minions page has a line with both. */
    private static String line(String id, String word) {
        return "[...document.querySelectorAll('.trow, .lines a')].some(r => r.innerText.includes('" + id
                + "') && r.innerText.includes('" + word + "'))";
    }

    @Test
    void aPersonLogsInAndSeesTheFleet() {
        browser.open(plain.uri("/mon/"));
        browser.awaitText("Log in");
        browser.picture("login");

        logIn(plain, "ann");

        browser.awaitText("Nothing needs you.");
        browser.awaitTrue("/\\d minions/.test(document.body.innerText)");
        browser.picture("now");
        show("minions?q=web1");
        browser.awaitTrue(line("web1", "UP"));
        browser.press("o");
        browser.awaitText("Connected since");
        browser.picture("minion");
        for (String page : new String[] {"connections", "master", "incidents", "pulls", "logs", "events", "history"}) {
            show(page);
            browser.awaitTrue("document.querySelector('#main h1') && !document.body.innerText.includes('Asking')");
            browser.picture(page);
        }
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void theMasterPageTellsHowLongEachCommandWaitedAndTook() {
        logIn(plain, "ann");

        show("master");

        browser.awaitTrue(
                "[...document.querySelectorAll('tr')].some(r => /^_auth\\s+[1-9]\\d*\\s+0(\\s+[\\d.]+ ms){4}$/"
                        + ".test(r.innerText.trim()))");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void tabsOfOneBrowserShareAStreamAndEachSeesItsOwnPage() {
        logIn(plain, "ann");
        browser.awaitText("Nothing needs you.");
        show("connections");
        browser.awaitTrue(line("web1", "127.0.0.1"));

        browser.value("void (window.second = window.open(location.pathname + '#/minion/web2'))");
        String second = "(() => { const { document, location } = second; return ";
        browser.awaitTrue(second + "document.body?.innerText.includes('connected · 127.0.0.1') ?? false; })()");

        await().until(() -> plain.dashboard.listeners() == 1);
        browser.value("second.location.hash = '#/events?q=test/tabs'");
        browser.awaitTrue(second + "document.body?.innerText.includes('Nothing was fired') ?? false; })()");
        plain.master.daemon.bus().fire("test/tabs", Map.of("word", "hello"));
        browser.awaitTrue(second + "document.body?.innerText.includes('hello') ?? false; })()");
        await().until(() -> plain.dashboard.listeners() == 1);
        browser.value("second.close()"); // what is behind another tab is not drawn
        connected(plain, "mail2");
        browser.awaitTrue(line("mail2", "127.0.0.1"));
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aBrowserWithoutSharedWorkersHasAStreamForEachTab() {
        browser.before("delete window.SharedWorker");
        logIn(plain, "ann");

        browser.awaitText("Nothing needs you.");
        show("connections");
        browser.awaitTrue(line("web1", "127.0.0.1"));
        assertThat(browser.value("'SharedWorker' in window")).isEqualTo(false);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void whoMayNotLookIsToldSo() {
        logIn(plain, "bob");

        browser.awaitText("may not look here");
        assertThat(browser.text()).doesNotContain("minions");
    }

    @Test
    void aJobIsStartedAndWatchedAndItsResultIsRead() {
        logIn(plain, "ann");
        browser.awaitText("Nothing needs you.");

        show("run?tgt=web*&fun=test.arg&arg=one%20key=two");
        browser.awaitText("2 minions are meant");
        browser.picture("run");
        browser.click("button[type=submit]");

        browser.awaitTrue("location.hash.startsWith('#/job/')");
        browser.awaitTrue(
                "[...document.querySelectorAll('.trow')].filter(r => r.innerText.includes('returned')).length === 2");
        browser.press("o");
        browser.awaitText("args:");
        browser.awaitText("key: two");
        browser.picture("job");
        show("jobs");
        browser.awaitText("2 of 2");
        browser.picture("jobs");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aKeyIsComparedAndAccepted() {
        plain.minion("new1");
        logIn(plain, "ann");
        browser.awaitText("new keys");
        show("keys");
        browser.awaitTrue("/new1\\s+([0-9a-f]{2}:){31}[0-9a-f]{2}/.test(document.body.innerText)");
        browser.picture("keys");

        browser.click("button[aria-label='Accept new1']");

        browser.awaitText("new1 is accepted");
        await().until(() -> plain.master.daemon.connected().contains("new1"));
        show("minions?q=new1");
        browser.awaitTrue(line("new1", "UP"));
        assertThat(plain.master.daemon.views().keys().idSet(KeyState.ACCEPTED)).contains("new1");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aMinionThatDiesIsSeenToDieAndSeenToBeBack() {
        MinionSite minion = connected(plain, "mail1");
        logIn(plain, "ann");
        browser.awaitText("Nothing needs you.");

        minion.close();

        browser.awaitTrue(line("mail1", "SUSPECT"));
        browser.picture("dying");
        minion.start();
        show("minion/mail1");
        browser.awaitText("connected · 127.0.0.1");
        browser.awaitTrue("[...document.querySelectorAll('.bar1 .sign')].some(s => s.innerText.includes('UP'))");
        browser.picture("healed");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void theWatchOverHealthTellsItsStoryAndIsHeld() {
        MinionSite minion = connected(watched, "db1");
        logIn(watched, "ann");
        browser.awaitText("Nothing needs you.");
        show("minions?q=db1");
        browser.awaitTrue(line("db1", "UP"));

        minion.close();
        browser.awaitTrue(line("db1", "DOWN") + "||" + line("db1", "FAILED"));
        show("now");
        browser.awaitTrue("/1 thing needs you/i.test(document.body.innerText)");
        browser.picture("now-down");
        show("minion/db1");
        browser.awaitTrue("[...document.querySelectorAll('td .sign')].some(s => s.innerText.includes('DOWN'))");
        browser.picture("minion-down");
        show("incidents");
        browser.awaitText("HOLD all repairs");
        browser.click("button.danger");
        browser.awaitText("repairs held by ann");
        browser.picture("incidents");
        minion.start();

        show("minion/db1");
        browser.awaitTrue("[...document.querySelectorAll('td .sign')].some(s => s.innerText.includes('RECOVERING'))");
        browser.awaitTrue("[...document.querySelectorAll('.bar1 .sign')].some(s => s.innerText.includes('UP'))");
        browser.picture("minion-back");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void allRepairsAreHeldFromTheCornerOfAPageAndGoOnWhenAPersonSaysSoTwice() {
        logIn(watched, "ann");
        browser.awaitText("HOLD all repairs");
        assertThat(watched.held()).isEmpty();

        browser.click("#head button.danger");

        browser.awaitText("repairs held by ann");
        assertThat(watched.held())
                .hasValueSatisfying(breaker -> assertThat(breaker.why()).isEqualTo("ann: on the dashboard"));
        browser.picture("held");
        browser.value("window.confirm = (question) => { window.question = question; return false; }");
        browser.click("#head button.held");
        assertThat(browser.value("window.question").toString()).contains("ann: on the dashboard", "Let them go on?");
        assertThat(watched.held()).isPresent();
        browser.value("window.confirm = () => true");
        browser.click("#head button.held");
        browser.awaitText("HOLD all repairs");
        assertThat(watched.held()).isEmpty();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void anIncidentIsAcknowledgedSilencedAndClosedWithNotesAndItsStoryTellsIt() {
        watched.watch.orElseThrow().hold("eve", "a storm");
        long number = watched.hold().number();
        logIn(watched, "ann");
        show("incidents/" + number);
        browser.awaitText("eve: a storm");

        browser.fill("form.answer input", "<b>I look</b> at the switch");
        browser.press("Enter");
        browser.awaitTrue(told("ann", "<b>I look</b> at the switch"));
        browser.awaitText("Add the note");
        assertThat(browser.value("document.querySelector('form.answer input').value"))
                .isEqualTo("");
        assertThat(watched.hold().acknowledgedBy()).isEqualTo("ann");
        browser.fill("form.answer input", "known");
        browser.value("(() => { const s = document.querySelector('select[name=silence]'); s.value = '480';"
                + " s.dispatchEvent(new Event('change')); })()");
        browser.awaitTrue(told("ann", "silenced for 480 min: known"));
        browser.awaitTrue("/silenced\\s+until [\\d: -]+ by ann/.test(document.querySelector('dl.facts').innerText)");
        browser.picture("incident");
        show("incidents");
        browser.awaitText("‖ ann");
        show("incidents/" + number);
        browser.fill("form.answer input", "the switch is new");
        browser.click("button[name=close]");

        browser.awaitTrue(told("ann", "closed: the switch is new"));
        assertThat(browser.value("document.querySelectorAll('form.answer').length"))
                .isEqualTo(0L);
        assertThat(watched.watch.orElseThrow().book().incidents())
                .filteredOn(one -> one.number() == number)
                .allMatch(one -> one.closedAt() > 0);
        assertThat(browser.complaints).isEmpty();
    }

    /** Whether the story has this word of his. */
    private static String told(String who, String text) {
        return "[...document.querySelectorAll('table tr')].some(r => r.innerText.includes(" + Json.dump(who)
                + ") && r.innerText.includes(" + Json.dump(text) + "))";
    }

    @Test
    void whoMayOnlyLookSeesThatRepairsAreHeldAndHasNothingToPress() {
        logIn(watched, "eve");
        browser.awaitTrue("/\\d minions?/.test(document.body.innerText)");
        assertThat(browser.text()).doesNotContain("HOLD all repairs");

        watched.watch.orElseThrow().hold("ann", "a storm");

        browser.awaitText("repairs held by ann");
        assertThat(browser.value("document.querySelectorAll('#head button.held, #head button.danger').length"))
                .isEqualTo(0L);
        show("incidents/" + watched.hold().number());
        browser.awaitText("ann: a storm");
        assertThat(browser.value("document.querySelectorAll('form.answer').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void checksAreATableAndEachTellsOfItsMinions() {
        logIn(watched, "ann");

        show("history");

        String rows = "[...document.querySelectorAll('.panel tr')].map(r => r.innerText.replace(/\\s+/g, ' '))";
        browser.awaitTrue(rows + ".some(r => /^answers \\* test.ping == true (\\d) \\1 0 0 0 /.test(r))");
        browser.awaitTrue(rows + ".some(r => /^load, of 1 min \\* test.echo < 3 (\\d) 0 0 \\1 0 /.test(r))");
        browser.picture("checks");
        browser.value("[...document.querySelectorAll('.panel a')].find(a => a.innerText.startsWith('load')).click()");
        browser.awaitTrue("[...document.querySelectorAll('tr')].some(r => /bad\\s+app1\\s.*5\\.2/s.test(r.innerText)"
                + " && !!r.querySelector('.spark'))");
        browser.picture("check");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void thePastIsDrawnWithItsGapsAndItsSpanIsInTheAddress() {
        logIn(plain, "ann");
        browser.awaitText("Nothing needs you.");

        show("history");

        browser.awaitTrue("document.querySelectorAll('.plot path.line').length >= 9");
        String requests = "[...document.querySelectorAll('.panel')].find(p => p.innerText.toLowerCase()"
                + ".includes('requests per second'))";
        assertThat(browser.value("(" + requests + ".querySelector('path.line').getAttribute('d').match(/M/g)).length"))
                .as("a gap ends a stroke")
                .isEqualTo(2L);
        assertThat(browser.value("document.querySelectorAll('.plot path.line[d*=NaN]').length"))
                .isEqualTo(0L);
        browser.value(
                "(() => { const line = " + requests + ".querySelector('svg'); const box = line.getBoundingClientRect();"
                        + " line.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: box.left + box.width * 10.5 / 288,"
                        + " clientY: box.top + 5})); })()");
        browser.awaitTrue(requests + ".innerText.includes('10, max 30')");
        browser.picture("history");
        browser.prefer("light");
        browser.click(".chips button:nth-child(2)");
        browser.awaitTrue("location.hash === '#/history?span=week' && !!document.querySelector('.plot path.line')");
        browser.picture("history-light");
        browser.size(420, 900);
        browser.picture("history-narrow");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void tenThousandMinionsAreScrolledThroughFluently() {
        try (DashboardSite site = new DashboardSite(
                root.resolve("many"),
                board -> new SimulatedBoard(board, MANY, Instant.now().getEpochSecond()),
                Optional.empty())) {
            logIn(site, "ann");
            scroll();
        }
    }

    private static void scroll() {
        browser.awaitText("10,000 minions");
        browser.picture("now-10000");
        show("minions");
        browser.awaitTrue("document.querySelectorAll('.tbody .trow').length > 20");
        browser.picture("minions-10000");

        Number step = (Number) browser.value("(async () => {"
                + " const box = document.querySelector('.table'); const steps = [];"
                + " for (let i = 0; i < 31; i += 1) { const began = performance.now(); box.scrollTop += 8000;"
                + "   await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);"
                + "   steps.push(performance.now() - began); } return steps.sort((a, b) => a - b)[15]; })()");

        assertThat(browser.value("document.querySelectorAll('.tbody .trow').length"))
                .as("only rows in sight exist")
                .satisfies(count -> assertThat(((Number) count).intValue()).isBetween(20, 120));
        browser.awaitTrue(
                "[...document.querySelectorAll('.tbody .trow')].some(r => {"
                        + " const a = r.getBoundingClientRect(); return a.top > 200 && a.top < 700 && r.innerText.includes('UP'); })");
        browser.value("location.hash = '#/minions?q=state:!up'; location.reload()");
        browser.awaitTrue("document.querySelectorAll('.tbody .trow').length > 20"
                + " && document.body.innerText.includes('of 10,000')");
        Number firstPaint =
                (Number) browser.value("Math.max(...performance.getEntriesByType('paint').map(p => p.startTime),"
                        + " ...performance.getEntriesByName('fleet').map(p => p.startTime))");
        show("minions?view=matrix");
        browser.awaitTrue("document.querySelectorAll('.matrix .cell').length === " + MANY);
        browser.picture("matrix-10000");
        System.out.printf(
                "dashboard with %d minions: shown %.0f ms after the page was asked for, a step of scrolling %.0f ms%n",
                MANY, firstPaint.doubleValue(), step.doubleValue());
        assertThat(firstPaint.doubleValue()).isLessThan(15_000);
        assertThat(step.doubleValue()).isLessThan(1_000);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aPageThatHearsNothingForTwentySecondsTurnsGrey() {
        try (DashboardSite site = new DashboardSite(root.resolve("silent"))) {
            logIn(site, "ann");
            browser.awaitText("Nothing needs you.");
            site.shutTheDoor();
            browser.awaitText("not live");
            assertThat(browser.value("document.body.classList.contains('silent')"))
                    .isEqualTo(false);

            browser.value("(() => { const past = Date.now.bind(Date); Date.now = () => past() + 20000; })()");

            browser.awaitText("not live since");
            assertThat(browser.value("document.body.classList.contains('silent')"))
                    .isEqualTo(true);
            browser.picture("not-live");
        }
    }

    @Test
    void theFilterLanguageFindsWhatItSays() {
        browser.open(plain.uri("/mon/"));
        browser.awaitText("Log in");
        String rows = "const now = Date.now() / 1000; const rows = ["
                + "['web-1', 'UP', now - 10, 'fra', now - 10, '', 4, now - 2, '3006.9', 'Debian 12', '', '', ''],"
                + "['web-2', 'DOWN', now - 900, 'sin', 0, 'closed', -1, now - 900, '3005.4', 'Rocky 9', 'link closed', '', 'roaming'],"
                + "['db-1', 'DEGRADED', now - 99, 'fra', now - 99, '', 250, now - 5, '3006.9', 'Debian 11', 'slow', '', '']];"
                + "const { parse } = await import('./filter.js');"
                + "const find = (q) => rows.filter(parse(q).fits).map((r) => r[0]).join(' ');";

        Object found = browser.value(
                "(async () => {" + rows
                        + "return [find('state:!up'), find('site:fra os:debian'), find('seen:>5m'), find('id:web-*'), find('rtt:>100'),"
                        + " find('link:down'), find('web version:3006*'), find('class:roaming'), parse('colour:red').wrong.join()].join('|'); })()");

        assertThat(found).isEqualTo("web-2 db-1|web-1 db-1|web-2|web-1 web-2|db-1|web-2|web-1|web-2|colour:red");
    }

    @Test
    void whoMayComeAndGoIsNoWorkOfTheMachineWhileAway() {
        browser.open(plain.uri("/mon/"));
        Object work = browser.value("(async () => { const { working } = await import('./now.js');"
                + "const row = (id, state, kind) => [id, state, 0, '', 0, '', -1, 0, '', '', '', '', kind];"
                + "return working([row('a', 'DOWN', ''), row('b', 'DOWN', 'roaming'), row('c', 'SUSPECT', 'ephemeral'),"
                + " row('d', 'RECOVERING', 'roaming')], true).map((r) => r[0]).join(); })()");

        assertThat(work).isEqualTo("a,d");
    }
}
