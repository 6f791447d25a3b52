package io.brine.data;

import io.brine.data.YamlException.Kind;
import io.brine.data.YamlException.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Passes a parser's events on and refuses what libyaml refuses and SnakeYAML does not: anchors given twice, escaped surrogates. */
final class YamlEvents implements Parser {
    private static final Pattern SURROGATE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u[dD][89a-fA-F]");

    private final Parser parser;
    private final String text;
    private final String sourceName;
    private final Map<String, Place> anchors = new HashMap<>();
    private int knownCodePoints;
    private int knownOffset;

    YamlEvents(Parser parser, String text, String sourceName) {
        this.parser = parser;
        this.text = text;
        this.sourceName = sourceName;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        if (event instanceof NodeEvent node && node.getAnchor() != null && !(event instanceof AliasEvent)) {
            anchor(node);
        }
        if (event instanceof ScalarEvent scalar && scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) {
            surrogates(scalar);
        }
        return event;
    }

    private void anchor(NodeEvent node) {
        Place here = YamlErrors.place(node.getStartMark(), sourceName);
        Place first = anchors.putIfAbsent(node.getAnchor(), here);
        if (first != null) {
            throw new YamlException(
                    Kind.COMPOSER, "found duplicate anchor; first occurrence", first, "second occurrence", here);
        }
    }

    /** From marks, which count code points. Goes on from the last one: a text of many scalars is read once. */
    private int offset(int codePoints) {
        if (codePoints < knownCodePoints) {
            knownCodePoints = 0;
            knownOffset = 0;
        }
        knownOffset = text.offsetByCodePoints(knownOffset, codePoints - knownCodePoints);
        knownCodePoints = codePoints;
        return knownOffset;
    }

    private void surrogates(ScalarEvent scalar) {
        Mark start = scalar.getStartMark();
        int from = offset(start.getIndex());
        int to = offset(scalar.getEndMark().getIndex());
        Matcher escape = SURROGATE.matcher(text.substring(from, to));
        if (escape.find()) {
            Place opened = YamlErrors.place(start, sourceName);
            Place place = new Place(sourceName, opened.line(), opened.column() + escape.end() - 2);
            throw new YamlException(
                    Kind.SCANNER,
                    "while parsing a quoted scalar",
                    opened,
                    "found invalid Unicode character escape code",
                    place);
        }
    }
}
