package io.brine.target;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Python's notation. Evaluation is bounded in proportion to the text: a pattern that would try
 * without end gives up and does not match, so no pattern from the network can hold a thread.
 */
public final class PyRegex {
    private static final int LONGEST_PATTERN = 64 * 1024;
    private static final long LEAST_STEPS = 2_000_000;
    private static final long STEPS_A_LETTER = 64;

    /** Python's numbers for its flags, to be added up. */
    public static final int IGNORECASE = 2;

    public static final int MULTILINE = 8;
    public static final int DOTALL = 16;
    public static final int VERBOSE = 64;
    /** Classes and cases of ASCII only, as in patterns over bytes. */
    public static final int ASCII = 256;

    private final String source;
    private final Pattern pattern;
    private final Map<String, String> groups;

    private PyRegex(String source, Pattern pattern, Map<String, String> groups) {
        this.source = source;
        this.pattern = pattern;
        this.groups = groups;
    }

    /** Empty if Python would refuse the pattern, or it is longer than 64 Ki letters. */
    public static Optional<PyRegex> compile(String source) {
        return compile(source, 0);
    }

    /** @param flags the sum of Python's flags; those that mean nothing here are passed over */
    public static Optional<PyRegex> compile(String source, int flags) {
        if (source.length() > LONGEST_PATTERN) {
            return Optional.empty();
        }
        try {
            PyRegexTranslation translation = new PyRegexTranslation(source);
            Pattern pattern = Pattern.compile(translation.java(), javaFlags(flags));
            return Optional.of(new PyRegex(source, pattern, translation.groups()));
        } catch (PatternSyntaxException | StackOverflowError refused) {
            return Optional.empty();
        }
    }

    private static int javaFlags(int flags) {
        int java = Pattern.UNIX_LINES;
        java |= (flags & ASCII) == 0 ? Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE : 0;
        java |= (flags & IGNORECASE) != 0 ? Pattern.CASE_INSENSITIVE : 0;
        java |= (flags & MULTILINE) != 0 ? Pattern.MULTILINE : 0;
        java |= (flags & DOTALL) != 0 ? Pattern.DOTALL : 0;
        return java | ((flags & VERBOSE) != 0 ? Pattern.COMMENTS : 0);
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
            return attempt.succeeds(matcher(text));
        } catch (OutOfSteps | StackOverflowError givenUp) {
            return false;
        }
    }

    private Matcher matcher(String text) {
        long[] steps = {LEAST_STEPS + STEPS_A_LETTER * text.length()};
        return pattern.matcher(new Metered(text, steps, 0, text.length()));
    }

    /** What {@code re.subn} answers. */
    public record Replaced(String text, int count) {}

    /**
     * {@code re.subn}.
     *
     * @param replacement with {@code \1}, {@code \g<name>} and {@code \n}
     * @param most how many to replace, 0 for all
     * @throws IllegalArgumentException if the replacement is not one, or the search gives up: half a replacement is none
     */
    public Replaced replace(String text, String replacement, int most) {
        PyReplacement template = new PyReplacement(replacement, groups);
        StringBuilder result = new StringBuilder();
        int count = 0;
        int end = 0;
        try {
            Matcher matcher = matcher(text);
            while ((most == 0 || count < most) && matcher.find()) {
                result.append(text, end, matcher.start()).append(template.expanded(matcher));
                end = matcher.end();
                count++;
            }
        } catch (OutOfSteps | StackOverflowError givenUp) {
            throw new IllegalArgumentException("takes too many steps: '" + source + "'", givenUp);
        }
        return new Replaced(result.append(text, end, text.length()).toString(), count);
    }

    @Override
    public String toString() {
        return source;
    }

    /** The text, which refuses to be looked at once the steps are used up. */
    private record Metered(String text, long[] steps, int start, int end) implements CharSequence {
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
