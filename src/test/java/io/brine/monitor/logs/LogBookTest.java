package io.brine.monitor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.logs.LogRule.Reaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogBookTest {
    private final List<String> hits = new ArrayList<>();
    private final List<String> matches = new ArrayList<>();
    private final Hands clock = new Hands();

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-28T00:00:00Z");

        void pass(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private LogBook book(LogRule... rules) {
        return new LogBook(List.of(rules), LogLevel.ERROR, clock, new LogBook.Listener() {
            @Override
            public void onHit(LogHit hit) {
                hits.add(hit.rule() + " " + hit.source());
            }

            @Override
            public void onMatch(String rule, String side) {
                matches.add(rule + " " + side);
            }
        });
    }

    private static LogRule rule(String name, String pattern, Reaction reaction) {
        return rule(name, pattern, 1, 0, 0, reaction);
    }

    private static LogRule rule(String name, String pattern, int rate, int per, int within, Reaction reaction) {
        return new LogRule(
                name,
                Pattern.compile(pattern),
                "",
                LogLevel.WARNING,
                rate,
                Duration.ofSeconds(per),
                Duration.ofSeconds(within),
                reaction,
                "it means something");
    }

    private static LogLine warning(String source, String text) {
        return new LogLine(LogLine.MINION, source, LogLevel.WARNING, "salt", text);
    }

    private static LogLine error(String source, String text) {
        return new LogLine(LogLine.MASTER, source, LogLevel.ERROR, "salt", text);
    }

    @Test
    void aLineThatARuleIsAboutIsAHit() {
        LogBook book = book(rule("disk", "No space left", Reaction.PAGE));

        book.onLine(warning("m1", "OSError: No space left on device"));

        assertThat(hits).containsExactly("disk m1");
        assertThat(matches).containsExactly("disk minion");
        assertThat(book.hits().get(0).reaction()).isEqualTo(Reaction.PAGE);
        assertThat(book.hits().get(0).why()).isEqualTo("it means something");
    }

    @Test
    void linesBelowItsLevelAreNotLookedAt() {
        LogBook book = book(rule("disk", "No space left", Reaction.PAGE));

        book.onLine(new LogLine(LogLine.MINION, "m1", LogLevel.INFO, "salt", "No space left"));

        assertThat(hits).isEmpty();
    }

    @Test
    void theSameFromOneSourceIsToldOnceAMinute() {
        LogBook book = book(rule("pull", "Bad download", Reaction.DEGRADED));

        for (int second = 0; second < 90; second++) {
            book.onLine(warning("m1", "Bad download of file x"));
            book.onLine(warning("m2", "Bad download of file x"));
            clock.pass(1);
        }

        assertThat(hits).containsExactly("pull m1", "pull m2", "pull m1", "pull m2");
        assertThat(matches).hasSize(180);
    }

    @Test
    void aRateIsReachedWithinItsTimeOrNotAtAll() {
        LogBook book = book(rule("scan", "Bad load", 3, 10, 0, Reaction.SECURITY));

        for (int line = 0; line < 10; line++) {
            book.onLine(warning("x", "Bad load from minion"));
            clock.pass(6);
        }
        assertThat(hits).isEmpty();

        for (int line = 0; line < 3; line++) {
            book.onLine(warning("x", "Bad load from minion"));
            clock.pass(1);
        }
        assertThat(hits).containsExactly("scan x");
    }

    @Test
    void aLineThatMustComeIsMissedOnceUntilItComesAgain() {
        LogBook book = book(rule("loop", "loop done", 1, 0, 60, Reaction.PAGE));

        for (int second = 0; second < 200; second++) {
            clock.pass(1);
            book.tick();
        }
        assertThat(hits).containsExactly("loop ");

        book.onLine(warning("m1", "loop done"));
        clock.pass(59);
        book.tick();
        assertThat(hits).hasSize(1);

        clock.pass(2);
        book.tick();
        assertThat(hits).hasSize(2);
    }

    @Test
    void aTemplateNobodyHasSeenBeforeIsToldOnce() {
        LogBook book = book();

        book.onLine(error("master", "cannot read /srv/salt/a"));
        book.onLine(error("master", "cannot read /srv/salt/b"));
        book.onLine(warning("m1", "a warning is not told"));

        assertThat(hits).containsExactly("new master");
        assertThat(book.templates()).hasSize(2);
        assertThat(book.templates().get(0).template()).isEqualTo("cannot read <*>");
        assertThat(book.templates().get(0).lastHour()).isEqualTo(2);
    }

    @Test
    void farMoreThanUsualIsABurst() {
        LogBook book = book();
        for (int line = 0; line < 600; line++) {
            book.onLine(warning("m1", "slow"));
            clock.pass(30);
        }
        assertThat(hits).as("two a minute are the usual").isEmpty();

        for (int line = 0; line < 30; line++) {
            book.onLine(warning("m1", "slow"));
        }

        assertThat(hits).containsExactly("burst m1");
    }

    @Test
    void mutedLinesLeaveNoTrace() {
        LogBook book = book(rule("noise", "Unable to load", Reaction.MUTE));

        book.onLine(error("m1", "Unable to load beacon"));

        assertThat(hits).isEmpty();
        assertThat(book.templates()).isEmpty();
    }

    @Test
    void floodsOfDifferentLinesAreBounded() {
        LogBook book = book();

        for (int line = 0; line < 5000; line++) {
            book.onLine(error("m1", "x".repeat(line % 100) + " " + "y".repeat(line / 100)));
        }

        assertThat(book.templates()).hasSize(2000);
        assertThat(book.hits()).hasSize(1000);
    }
}
