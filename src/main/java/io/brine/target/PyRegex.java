package io.brine.target;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Python's notation. Evaluation is bounded: a pattern that would try without end gives up and does
 * not match, so no pattern from the network can hold a thread.
 */
public final class PyRegex {
    private static final int LONGEST_PATTERN = 64 * 1024;
    private static final int MOST_STEPS = 2_000_000;

    private final String source;
    private final Pattern pattern;

    private PyRegex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /** Empty if Python would refuse the pattern, or it is longer than 64 Ki letters. */
    public static Optional<PyRegex> compile(String source) {
        return compile(source, 0);
    }

    /** As {@code re.IGNORECASE}. */
    public static Optional<PyRegex> compileIgnoringCase(String source) {
        return compile(source, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Optional<PyRegex> compile(String source, int flags) {
        if (source.length() > LONGEST_PATTERN) {
            return Optional.empty();
        }
        try {
            String java = new PyRegexTranslation(source).java();
            int all = flags | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;
            return Optional.of(new PyRegex(source, Pattern.compile(java, all)));
        } catch (PatternSyntaxException | StackOverflowError refused) {
            return Optional.empty();
        }
    }

    /** {@code re.match}: at the start of the text, not necessarily to its end. */
    public boolean matchesStart(String text) {
        return bounded(text, Matcher::lookingAt);
    }

    /** {@code re.search}: anywhere. */
    public boolean finds(String text) {
        return bounded(text, Matcher::find);
    }

    /** {@code re.fullmatch}: all of the text. */
    public boolean matchesWhole(String text) {
        return bounded(text, Matcher::matches);
    }

    private interface Attempt {
        boolean succeeds(Matcher matcher);
    }

    private boolean bounded(String text, Attempt attempt) {
        try {
            return attempt.succeeds(pattern.matcher(new Metered(text, new int[] {MOST_STEPS}, 0, text.length())));
        } catch (OutOfSteps | StackOverflowError givenUp) {
            return false;
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /** The text, which refuses to be looked at once the steps are used up. */
    private record Metered(String text, int[] steps, int start, int end) implements CharSequence {
        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw new OutOfSteps();
            }
            return text.charAt(start + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Metered(text, steps, start + from, start + to);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }

    private static final class OutOfSteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfSteps() {
            super(null, null, false, false);
        }
    }
}
