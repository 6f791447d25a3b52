package io.brine.target;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One word of a compound expression: {@code G@os:Debian}, {@code G|@os|Debian}, {@code web*}. A letter that is no engine is
 * part of a pattern. @param delimiter only after G, P, I and J
 * Source: 3006.0 salt/utils/minions.py TARGET_REX, parse_target.
 */
public record TargetWord(Optional<Character> engine, Optional<String> delimiter, String pattern) {
    private static final Pattern WORD = Pattern.compile("(?:([GPIJLNSER])((?<=[GPIJ]).)?@)?(.+)$", Pattern.UNIX_LINES);

    public static TargetWord parse(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.lookingAt()) {
            return new TargetWord(Optional.empty(), Optional.empty(), word);
        }
        return new TargetWord(
                Optional.ofNullable(parts.group(1)).map(letter -> letter.charAt(0)),
                Optional.ofNullable(parts.group(2)),
                parts.group(3));
    }

    /** What the word means by itself; nodegroups mean nobody here, they are expanded before. */
    Target target(boolean pillarExact) {
        String between = delimiter.orElse(":");
        return switch (engine.orElse('*')) {
            case 'G' -> Targets.data(false, pattern, between, SubdictMatch.Mode.GLOB);
            case 'P' -> Targets.data(false, pattern, between, SubdictMatch.Mode.PCRE);
            case 'I' ->
                Targets.data(true, pattern, between, pillarExact ? SubdictMatch.Mode.EXACT : SubdictMatch.Mode.GLOB);
            case 'J' ->
                Targets.data(true, pattern, between, pillarExact ? SubdictMatch.Mode.EXACT : SubdictMatch.Mode.PCRE);
            case 'L' -> Target.Ids.ofText(pattern);
            case 'S' -> Targets.ipcidr(pattern);
            case 'E' -> Targets.pcre(pattern);
            case '*' -> new Target.Glob(Fnmatch.compile(pattern));
            default -> new Target.Nobody("Unrecognized target engine \"" + engine.orElse(' ') + "\"");
        };
    }
}
