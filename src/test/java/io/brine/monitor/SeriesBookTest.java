package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.Trees;
import io.brine.monitor.SeriesBook.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesBookTest {
    private static final long MIDNIGHT = 20_000L * 86_400;

    @TempDir
    Path root;

    private final Hands clock = new Hands();

    /** A clock that is set. */
    private static final class Hands extends Clock {
        private long seconds = MIDNIGHT;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(seconds);
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

    private SeriesBook open() {
        return new SeriesBook(root.resolve("history"), clock);
    }

    private static List<Object> points(SeriesBook book, Span span, String what) {
        Map<String, Object> series =
                Trees.fields(book.tree(Set.of("queue"), span).get("series"));
        return new ArrayList<>((List<?>) Trees.fields(series.get("queue")).get(what));
    }

    /** The last points, the newest at the end. */
    private static List<Object> last(SeriesBook book, Span span, String what, int many) {
        List<Object> points = points(book, span, what);
        return points.subList(points.size() - many, points.size());
    }

    private void seeAt(SeriesBook book, long seconds, double value) {
        clock.seconds = MIDNIGHT + seconds;
        book.add("queue", value);
    }

    @Test
    void eachResolutionKeepsTheMeanAndTheLargestOfItsSteps() {
        SeriesBook book = open();
        seeAt(book, 0, 2);
        seeAt(book, 299, 4);
        seeAt(book, 300, 10);
        seeAt(book, 1800, 40);

        assertThat(last(book, Span.DAY, "mean", 7)).isEqualTo(Arrays.asList(3.0, 10.0, null, null, null, null, 40.0));
        assertThat(last(book, Span.DAY, "max", 2)).isEqualTo(Arrays.asList(null, 40.0));
        assertThat(points(book, Span.DAY, "max").get(281)).isEqualTo(4.0);
        assertThat(last(book, Span.WEEK, "mean", 2)).isEqualTo(List.of(5.333, 40.0));
        assertThat(last(book, Span.WEEK, "max", 2)).isEqualTo(List.of(10.0, 40.0));
        assertThat(last(book, Span.YEAR, "mean", 1)).isEqualTo(List.of(14.0));
        assertThat(last(book, Span.YEAR, "max", 1)).isEqualTo(List.of(40.0));
    }

    @Test
    void theAnswerSaysWhenItsFirstPointBegan() {
        SeriesBook book = open();
        seeAt(book, 12, 1);

        Map<String, Object> day = book.tree(Set.of(), Span.DAY);

        assertThat(day.get("step")).isEqualTo(300L);
        assertThat(day.get("from")).isEqualTo(MIDNIGHT - 287 * 300);
        assertThat(points(book, Span.DAY, "mean")).hasSize(288);
        assertThat(points(book, Span.WEEK, "mean")).hasSize(336);
        assertThat(points(book, Span.YEAR, "mean")).hasSize(366);
    }

    @Test
    void whatIsOlderThanItsSpanIsGoneAndWhatIsNotKnownIsAGap() {
        SeriesBook book = open();
        seeAt(book, 0, 7);
        seeAt(book, 86_400, Double.NaN);
        book.add("queue", -1);

        assertThat(points(book, Span.DAY, "mean")).allMatch(point -> point == null);
        assertThat(points(book, Span.WEEK, "mean")).contains(7.0);
        seeAt(book, 86_400L * 400, 1);
        assertThat(points(book, Span.YEAR, "mean")).doesNotContain(7.0).endsWith(1.0);
    }

    @Test
    void aRestartGoesOnWithinTheStepThatHadBegun() throws IOException {
        SeriesBook before = open();
        seeAt(before, 0, 2);
        before.close();

        SeriesBook after = open();
        seeAt(after, 100, 4);

        for (Span span : Span.values()) {
            assertThat(last(after, span, "mean", 1)).isEqualTo(List.of(3.0));
            assertThat(last(after, span, "max", 1)).isEqualTo(List.of(4.0));
        }
        Path file = root.resolve("history").resolve("day.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theDayIsWrittenEveryMinuteAndTheYearSeldom() {
        SeriesBook book = open();
        seeAt(book, 59, 1);
        book.save();
        assertThat(root.resolve("history")).doesNotExist();

        seeAt(book, 60, 1);
        book.save();

        assertThat(root.resolve("history").resolve("day.json")).isNotEmptyFile();
        assertThat(root.resolve("history").resolve("year.json")).doesNotExist();
    }

    @Test
    void aDamagedFileIsBegunAnew() throws IOException {
        Files.createDirectories(root.resolve("history"));
        Files.writeString(root.resolve("history").resolve("day.json"), "{\"queue\": [[1]]}");

        SeriesBook book = open();
        seeAt(book, 0, 2);

        assertThat(last(book, Span.DAY, "mean", 1)).isEqualTo(List.of(2.0));
    }

    @Test
    void aClockThatWasSetBackIsNoGapForEver() {
        SeriesBook book = open();
        seeAt(book, 86_400L * 30, 9);
        seeAt(book, 0, 2);

        assertThat(last(book, Span.DAY, "mean", 1)).isEqualTo(List.of(2.0));
    }

    @Test
    void theNumberOfSeriesIsBounded() {
        SeriesBook book = open();
        for (int number = 0; number < 1000; number++) {
            book.add("series" + number, 1);
        }

        assertThat(Trees.fields(book.tree(Set.of(), Span.DAY).get("series"))).hasSize(64);
    }

    @Test
    void thereAreThreeSpans() {
        assertThat(Span.of("week")).isEqualTo(Span.WEEK);
        assertThatThrownBy(() -> Span.of("hour")).isInstanceOf(IllegalArgumentException.class);
    }
}
