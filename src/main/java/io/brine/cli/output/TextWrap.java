package io.brine.cli.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paragraph filling as Python's {@code textwrap.TextWrapper} does it: blanks collapsed to spaces, hyphenated words broken. */
final class TextWrap {
    private static final String BLANK = "[\\t\\n\\x0b\\f\\r ]";
    private static final String NOT_BLANK = "[^\\t\\n\\x0b\\f\\r ]";
    private static final String LETTER = "[^\\d\\W]";
    private static final String IN_WORD = "[\\w!\"'&.,?]";
    private static final Pattern CHUNK = Pattern.compile(
            "(?:" + BLANK + "+"
                    + "|(?<=" + IN_WORD + ")-{2,}(?=\\w)"
                    + "|" + NOT_BLANK + "+?(?:"
                    + "-(?:(?<=" + LETTER + "{2}-)|(?<=" + LETTER + "-" + IN_WORD + "-))(?=" + LETTER + "-?" + LETTER
                    + ")"
                    + "|(?=" + BLANK + "|\\z)"
                    + "|(?<=" + IN_WORD + ")(?=-{2,}\\w)))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private TextWrap() {}

    /** The text in lines of at most {@code width} columns, each after {@code indent} blanks. */
    static String fill(String text, int width, int indent) {
        Deque<String> chunks = chunks(text.replace("\t", "        ").replaceAll(BLANK, " "));
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            String line = nextLine(chunks, width - indent, !lines.isEmpty());
            if (!line.isEmpty()) {
                lines.add(" ".repeat(indent) + line);
            }
        }
        return String.join("\n", lines);
    }

    private static Deque<String> chunks(String text) {
        Deque<String> chunks = new ArrayDeque<>();
        Matcher matcher = CHUNK.matcher(text);
        while (matcher.find()) {
            chunks.add(matcher.group());
        }
        return chunks;
    }

    private static String nextLine(Deque<String> chunks, int width, boolean dropLeadingBlank) {
        if (dropLeadingBlank && chunks.peek().isBlank()) {
            chunks.poll();
        }
        StringBuilder line = new StringBuilder();
        while (!chunks.isEmpty() && line.length() + chunks.peek().length() <= width) {
            line.append(chunks.poll());
        }
        if (!chunks.isEmpty() && chunks.peek().length() > width) {
            breakLongWord(chunks, line, Math.max(1, width - line.length()));
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }

    private static void breakLongWord(Deque<String> chunks, StringBuilder line, int room) {
        String word = chunks.poll();
        int hyphen = word.lastIndexOf('-', room - 1);
        boolean afterHyphen =
                hyphen > 0 && !word.substring(0, hyphen).replace("-", "").isEmpty();
        int end = afterHyphen ? hyphen + 1 : room;
        line.append(word, 0, end);
        chunks.addFirst(word.substring(end));
    }
}
