package io.brine.api.mon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Json;
import io.brine.minion.MinionSite;
import io.brine.monitor.health.Breaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, before a real master. Its pictures are in target/screenshots. */
class DashboardIT {
    private static final int MANY = 10_000;

    @TempDir
    Path root;

    private DashboardSite site;
    private Chromium browser;

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private void open(String... lines) {
        browser = Chromium.start(root.resolve("browser"));
        site = new DashboardSite(root.resolve("site"), lines);
        browser.prefer("dark");
        browser.open(site.uri("/mon/"));
    }

    private void logIn(String user) {
        browser.awaitText("Log in");
        browser.fill("input[name=username]", user);
        browser.fill("input[name=password]", "any");
        browser.fill("input[name=eauth]", "auto");
        browser.press("Enter");
    }

    private void show(String page) {
        browser.value("location.hash = '#/" + page + "'");
    }

    private MinionSite connected(String id) {
        MinionSite minion = site.minion(id);
        await().until(() -> site.master.daemon.connected().contains(id));
        return minion;
    }

    @Test
    void aPersonLogsInAndSeesTheFleet() {
        open("auto_accept: true");
        connected("web1");
        browser.awaitText("Log in");
        browser.picture("login");

        logIn("ann");

        browser.awaitText("Nothing needs you.");
        browser.awaitText("1 minion");
        browser.picture("now");
        show("minions");
        browser.awaitTrue("[...document.querySelectorAll('.trow')].some(r => r.innerText.includes('web1'))");
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
    void whoMayNotLookIsToldSo() {
        open();

        logIn("bob");

        browser.awaitText("may not look here");
        assertThat(browser.text()).doesNotContain("minions");
    }

    @Test
    void aJobIsStartedAndWatchedAndItsResultIsRead() {
        open("auto_accept: true");
        connected("web1");
        connected("web2");
        logIn("ann");
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
        open();
        site.minion("new1");
        logIn("ann");
        browser.awaitText("new keys");
        show("keys");
        browser.awaitTrue("/new1\\s+([0-9a-f]{2}:){31}[0-9a-f]{2}/.test(document.body.innerText)");
        browser.picture("keys");

        browser.click("button[aria-label='Accept new1']");

        browser.awaitText("new1 is accepted");
        await().until(() -> site.master.daemon.connected().contains("new1"));
        show("now");
        browser.awaitTrue("[...document.querySelectorAll('.counts a')].some(a => /1 up/.test(a.innerText))");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aMinionThatDiesIsSeenToDieAndSeenToBeBack() {
        open("auto_accept: true");
        MinionSite minion = connected("web1");
        logIn("ann");
        browser.awaitText("Nothing needs you.");

        minion.close();

        browser.awaitTrue("[...document.querySelectorAll('.lines a')].some(a => a.innerText.includes('SUSPECT')"
                + " && a.innerText.includes('web1'))");
        browser.picture("dying");
        minion.start();
        browser.awaitTrue("[...document.querySelectorAll('.counts a')].some(a => /1 up/.test(a.innerText))");
        show("minion/web1");
        browser.awaitText("connected · 127.0.0.1");
        browser.picture("healed");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void theWatchOverHealthTellsItsStoryAndIsHeld() {
        open(
                "auto_accept: true",
                "mon: {gateway: none, probe: {quiet: 1, deep_every: 2, timeout: 1}, suspect: {grace: 1, probes: 1},"
                        + " recover: {for: 1, answers: 1}, hold: {start: 0, keys: 0, self: 1}, repair: {mode: observe}}");
        MinionSite minion = connected("web1");
        logIn("ann");
        browser.awaitText("Nothing needs you.");
        browser.awaitTrue("!document.body.innerText.includes('Nobody judges')");
        browser.awaitTrue("[...document.querySelectorAll('.counts a')].some(a => /1 up/.test(a.innerText))");

        minion.close();
        browser.awaitTrue("[...document.querySelectorAll('.counts a')].some(a => /1 (down|failed)/.test(a.innerText))");
        browser.picture("now-down");
        show("minion/web1");
        browser.awaitTrue("[...document.querySelectorAll('td .sign')].some(s => s.innerText.includes('DOWN'))");
        browser.picture("minion-down");
        show("incidents");
        browser.awaitText("HOLD all repairs");
        browser.click("button.danger");
        browser.awaitText("repairs held by ann");
        browser.picture("incidents");
        minion.start();

        show("now");
        browser.awaitTrue("[...document.querySelectorAll('.counts a')].some(a => /1 up/.test(a.innerText))");
        show("minion/web1");
        browser.awaitTrue("[...document.querySelectorAll('td .sign')].some(s => s.innerText.includes('RECOVERING'))");
        browser.picture("minion-back");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void allRepairsAreHeldFromTheCornerOfAPageAndGoOnWhenAPersonSaysSoTwice() {
        open("mon: {gateway: none, hold: {start: 0, keys: 0, self: 1}, repair: {mode: observe}}");
        logIn("ann");
        browser.awaitText("Nothing needs you.");
        assertThat(held()).isEmpty();

        browser.click("#head button.danger");

        browser.awaitText("repairs held by ann");
        assertThat(held())
                .hasValueSatisfying(breaker -> assertThat(breaker.why()).isEqualTo("ann: on the dashboard"));
        browser.picture("held");
        browser.value("window.confirm = (question) => { window.question = question; return false; }");
        browser.click("#head button.held");
        assertThat(browser.value("window.question").toString()).contains("ann: on the dashboard", "Let them go on?");
        assertThat(held()).isPresent();
        browser.value("window.confirm = () => true");
        browser.click("#head button.held");
        browser.awaitText("HOLD all repairs");
        assertThat(held()).isEmpty();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void anIncidentIsAcknowledgedWithANoteAndItsStoryTellsIt() {
        open("mon: {gateway: none, hold: {start: 0, keys: 0, self: 1}, repair: {mode: observe}}");
        site.watch.orElseThrow().hold("eve", "a storm");
        logIn("ann");
        show("incidents/1");
        browser.awaitText("eve: a storm");

        browser.fill("form.answer input", "<b>I look</b> at the switch");
        browser.press("Enter");

        browser.awaitTrue("[...document.querySelectorAll('table tr')].some(r => r.innerText.includes('ann')"
                + " && r.innerText.includes('<b>I look</b> at the switch'))");
        browser.awaitText("Add the note");
        assertThat(browser.value("document.querySelector('form.answer input').value"))
                .isEqualTo("");
        browser.picture("incident");
        assertThat(site.watch.orElseThrow().book().incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.acknowledgedBy()).isEqualTo("ann"));
        show("incidents");
        browser.awaitText("‖ ann");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void whoMayOnlyLookSeesThatRepairsAreHeldAndHasNothingToPress() {
        open("mon: {gateway: none, hold: {start: 0, keys: 0, self: 1}, repair: {mode: observe}}");
        logIn("eve");
        browser.awaitText("Nothing needs you.");
        assertThat(browser.text()).doesNotContain("HOLD all repairs");

        site.watch.orElseThrow().hold("ann", "a storm");

        browser.awaitText("repairs held by ann");
        assertThat(browser.value("document.querySelectorAll('#head button.held, #head button.danger').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints).isEmpty();
    }

    private Optional<Breaker> held() {
        return site.watch.orElseThrow().book().breakers().stream()
                .filter(one -> one.name().equals("HOLD"))
                .findFirst();
    }

    @Test
    void thePastIsDrawnWithItsGapsAndItsSpanIsInTheAddress() throws IOException {
        long now = Instant.now().getEpochSecond();
        Path history = Files.createDirectories(root.resolve("site/cache/brine/history"));
        Files.writeString(history.resolve("day.json"), madeUp(now / 300, 288));
        Files.writeString(history.resolve("week.json"), madeUp(now / 1800, 300));
        open("auto_accept: true");
        connected("web1");
        logIn("ann");
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

    /** Points as the master keeps them, without any from 100 to 120, and a dip of requests around 10. */
    private static String madeUp(long newest, int points) {
        Map<String, List<List<Object>>> series = new LinkedHashMap<>();
        for (int point = 0; point < points; point++) {
            if (point < 100 || point > 120) {
                double wave = 1 + Math.sin(point / 20.0);
                long slot = newest - points + 1 + point;
                boolean dip = point > 7 && point < 13;
                keep(series, "requests", slot, dip ? 10 : 20 + 60 * wave, dip ? 30 : 60 + 90 * wave);
                keep(series, "minions.up", slot, 4990 - 100 * (point % 90 == 7 ? 1 : 0), 4995);
                keep(series, "minions.down", slot, point % 90 == 7 ? 100 : 2 * wave, point % 90 == 7 ? 100 : 6);
                keep(series, "minions.degraded", slot, 11, 12);
                keep(series, "trip.p50", slot, 20 + 2 * wave, 31);
                keep(series, "trip.p99", slot, 120 + 40 * wave, 250);
                keep(series, "waiting", slot, point == 200 ? 40 : 0, point == 200 ? 340 : 1);
                keep(series, "events", slot, 41 + 9 * wave, 90);
                keep(series, "returns", slot, 12 * wave, 40);
                keep(series, "memory", slot, 3.1e8 + 2e7 * wave, 3.5e8);
            }
        }
        return Json.dump(series);
    }

    private static void keep(Map<String, List<List<Object>>> series, String name, long slot, double mean, double max) {
        series.computeIfAbsent(name, one -> new ArrayList<>()).add(List.of(slot, 1, mean, max));
    }

    @Test
    void tenThousandMinionsAreScrolledThroughFluently() {
        browser = Chromium.start(root.resolve("browser"));
        site = new DashboardSite(
                root.resolve("site"),
                board -> new SimulatedBoard(board, MANY, Instant.now().getEpochSecond()),
                Optional.empty());
        browser.prefer("dark");
        browser.open(site.uri("/mon/"));
        logIn("ann");
        browser.awaitText("10,000 minions");
        browser.picture("now-10000");
        show("minions");
        browser.awaitTrue("document.querySelectorAll('.tbody .trow').length > 20");
        browser.picture("minions-10000");

        Number slowest = (Number) browser.value("(async () => {"
                + " const box = document.querySelector('.table'); let slowest = 0;"
                + " for (let i = 0; i < 60; i += 1) { const began = performance.now(); box.scrollTop += 4000;"
                + "   await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);"
                + "   slowest = Math.max(slowest, performance.now() - began); } return slowest; })()");

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
                "dashboard with %d minions: shown %.0f ms after the page was asked for, slowest of 60 steps of scrolling %.0f ms%n",
                MANY, firstPaint.doubleValue(), slowest.doubleValue());
        assertThat(firstPaint.doubleValue()).isLessThan(15_000);
        assertThat(slowest.doubleValue()).isLessThan(2_000);
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aPageThatHearsNothingForTwentySecondsTurnsGrey() {
        open();
        logIn("ann");
        browser.awaitText("Nothing needs you.");

        site.shutTheDoor();

        await().atMost(Duration.ofSeconds(90)).until(() -> browser.text().contains("not live since"));
        assertThat(browser.value("document.body.classList.contains('silent')")).isEqualTo(true);
        browser.picture("not-live");
    }

    @Test
    void theFilterLanguageFindsWhatItSays() {
        open();
        browser.awaitText("Log in");
        String rows = "const now = Date.now() / 1000; const rows = ["
                + "['web-1', 'UP', now - 10, 'fra', now - 10, '', 4, now - 2, '3006.9', 'Debian 12', '', ''],"
                + "['web-2', 'DOWN', now - 900, 'sin', 0, 'closed', -1, now - 900, '3005.4', 'Rocky 9', 'link closed', ''],"
                + "['db-1', 'DEGRADED', now - 99, 'fra', now - 99, '', 250, now - 5, '3006.9', 'Debian 11', 'slow', '']];"
                + "const { parse } = await import('./filter.js');"
                + "const find = (q) => rows.filter(parse(q).fits).map((r) => r[0]).join(' ');";

        Object found = browser.value("(async () => {" + rows
                + "return [find('state:!up'), find('site:fra os:debian'), find('seen:>5m'), find('id:web-*'), find('rtt:>100'),"
                + " find('link:down'), find('web version:3006*'), parse('colour:red').wrong.join()].join('|'); })()");

        assertThat(found).isEqualTo("web-2 db-1|web-1 db-1|web-2|web-1 web-2|db-1|web-2|web-1|colour:red");
    }
}
