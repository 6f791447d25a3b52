package io.brine.data;

import io.brine.data.YamlException.Kind;
import io.brine.data.YamlException.Place;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.composer.ComposerException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.parser.ParserException;

/** Says SnakeYAML's complaints in the words of libyaml, which Salt's users know from PyYAML. */
final class YamlErrors {
    private record Wording(Pattern theirs, String ours) {}

    private static final List<Wording> WORDINGS = List.of(
            wording(
                    "found character '.*' that cannot start any token.*",
                    "found character that cannot start any token"),
            wording("mapping values are not allowed here", "mapping values are not allowed in this context"),
            wording("sequence entries are not allowed here", "block sequence entries are not allowed in this context"),
            wording("mapping keys are not allowed here", "mapping keys are not allowed in this context"),
            wording("expected chomping or indentation indicators.*", "did not find expected comment or line break"),
            wording("expected a comment or a line break.*", "did not find expected comment or line break"),
            wording("expected indentation indicator in the range.*", "found an indentation indicator equal to 0"),
            wording(
                    "expected alphabetic or numeric character.*",
                    "did not find expected alphabetic or numeric character"),
            wording("found unexpected document separator", "found unexpected document indicator"),
            wording("found unknown escape character.*", "found unknown escape character"),
            wording("expected escape sequence of.*", "did not find expected hexdecimal number"),
            wording("found undefined tag handle.*", "found undefined tag handle"),
            wording("found undefined alias.*", "found undefined alias"),
            wording("found incompatible YAML document.*", "found incompatible YAML document"),
            wording("expected ',' or '\\}'.*", "did not find expected ',' or '}'"),
            wording("expected ',' or '\\]'.*", "did not find expected ',' or ']'"),
            wording("expected the node content.*", "did not find expected node content"),
            wording("expected '<document start>'.*", "did not find expected <document start>"));

    private static final Pattern BLOCK_HEADER = Pattern.compile("(^|.*[\\s:])[|>][-+0-9]{0,2}\\s*(#.*)?");
    private static final String BLOCK_END = "expected <block end>";

    private YamlErrors() {}

    private static Wording wording(String theirs, String ours) {
        return new Wording(Pattern.compile(theirs, Pattern.DOTALL), ours);
    }

    static YamlException translated(MarkedYAMLException wrong, String text, String sourceName) {
        Place place = place(wrong.getProblemMark(), sourceName);
        if (isTabInBlockScalar(wrong, text)) {
            return new YamlException(
                    Kind.SCANNER,
                    "while scanning a block scalar",
                    null,
                    "found a tab character where an indentation space is expected",
                    place);
        }
        return new YamlException(
                kind(wrong), wrong.getContext(), place(wrong.getContextMark(), sourceName), problem(wrong), place);
    }

    private static Kind kind(MarkedYAMLException wrong) {
        if (wrong instanceof ComposerException) {
            return Kind.COMPOSER;
        }
        return wrong instanceof ParserException ? Kind.PARSER : Kind.SCANNER;
    }

    private static String problem(MarkedYAMLException wrong) {
        String problem = String.valueOf(wrong.getProblem());
        if (problem.startsWith(BLOCK_END)) {
            return "while parsing a block collection".equals(wrong.getContext())
                    ? "did not find expected '-' indicator"
                    : "did not find expected key";
        }
        return WORDINGS.stream()
                .filter(wording -> wording.theirs().matcher(problem).matches())
                .map(Wording::ours)
                .findFirst()
                .orElse(problem);
    }

    /** A tab that ends a block scalar is one that cannot start a token to SnakeYAML. */
    private static boolean isTabInBlockScalar(MarkedYAMLException wrong, String text) {
        Mark mark = wrong.getProblemMark();
        if (mark == null
                || mark.getLine() == 0
                || !String.valueOf(wrong.getProblem()).contains("\\t(TAB)")) {
            return false;
        }
        String before = text.lines().skip(mark.getLine() - 1L).findFirst().orElse("");
        return BLOCK_HEADER.matcher(before).matches();
    }

    static Place place(Mark mark, String sourceName) {
        return mark == null ? null : new Place(sourceName, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
