package io.brine.target;

import java.util.Optional;

/**
 * A name as people write it in access rules and autosign files: the same text, a shell pattern, or a regular expression
 * over the whole name. Source: 3006.0 salt/utils/stringutils.py expr_match.
 */
public final class Expression {
    private final String text;
    private final Fnmatch glob;
    private final Optional<PyRegex> regex;

    private Expression(String text) {
        this.text = text;
        this.glob = Fnmatch.compile(text);
        this.regex = PyRegex.compile("\\A" + text + "\\Z");
    }

    public static Expression compile(String text) {
        return new Expression(text);
    }

    public boolean matches(String name) {
        return text.equals(name)
                || glob.matches(name)
                || regex.filter(pattern -> pattern.matchesStart(name)).isPresent();
    }

    @Override
    public String toString() {
        return text;
    }
}
