package io.brine.events;

import io.brine.target.Fnmatch;
import io.brine.target.PyRegex;

/** Which tags are wanted; Salt's five ways of matching a tag (3006.0 utils/event.py, SaltEvent._match_tag_*). */
@FunctionalInterface
public interface EventFilter {
    EventFilter ALL = tag -> true;

    boolean passes(String tag);

    static EventFilter startingWith(String prefix) {
        return tag -> tag.startsWith(prefix);
    }

    static EventFilter endingWith(String suffix) {
        return tag -> tag.endsWith(suffix);
    }

    static EventFilter containing(String part) {
        return tag -> tag.contains(part);
    }

    /** A regular expression that must match from the start of the tag, not to its end, as Python's {@code re.match}. */
    static EventFilter matching(PyRegex pattern) {
        return pattern::matchesStart;
    }

    /** Shell wildcards over the whole tag, as Python's {@code fnmatch}: {@code *}, {@code ?}, {@code [seq]}, {@code [!seq]}. */
    static EventFilter glob(String glob) {
        return Fnmatch.compile(glob)::matches;
    }
}
