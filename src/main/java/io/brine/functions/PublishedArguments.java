package io.brine.functions;

import io.brine.data.DataException;
import io.brine.data.PyText;
import io.brine.data.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code arg} list of a publish load taken apart: a map with {@code __kwarg__} and text of the form {@code name=value}
 * are keyword arguments, everything else is positional. Source: 3006.0 salt/minion.py load_args_and_kwargs
 */
public record PublishedArguments(List<Object> args, Map<String, Object> kwargs) {
    /** Python's {@code ^([^\d\W][\w.-]*)=(?!=)(.*)$}; a value with a line feed in it is no keyword argument. */
    private static final Pattern KEYWORD = Pattern.compile(
            "([\\w&&[^\\d]][\\w.-]*)=(?!=)(.*)\\n?", Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);

    private static final String MARKER = "__kwarg__";

    /**
     * Takes the arguments of one function apart.
     *
     * @throws InvocationException if a keyword argument is one the function does not take
     */
    public static PublishedArguments of(Parameters parameters, List<?> arg) {
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        Map<String, Object> invalid = new LinkedHashMap<>();
        for (Object each : arg) {
            Map<String, Object> found = keywords(each);
            if (found == null) {
                args.add(each instanceof Map<?, ?> map && map.containsKey(MARKER) ? unmarked(map) : each);
            } else {
                found.forEach((key, value) -> (parameters.takesKeyword(key) ? kwargs : invalid).put(key, value));
            }
        }
        if (!invalid.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            invalid.forEach((key, value) -> pairs.add(key + "=" + PyText.str(value)));
            throw new InvocationException("The following keyword arguments are not valid: " + String.join(", ", pairs));
        }
        return new PublishedArguments(args, kwargs);
    }

    /**
     * What a person typed after a function: {@code k=v} words become keyword arguments, every word is read as YAML where
     * that is safe. Source: 3006.0 salt/utils/args.py parse_input
     *
     * @return the {@code arg} list of a publish load, a map with {@code __kwarg__} last if there are keyword arguments
     */
    public static List<Object> parseInput(List<?> words) {
        List<Object> arg = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (Object word : words) {
            Map<String, Object> found = keywords(word);
            if (found == null) {
                arg.add(word instanceof String text ? readWord(text) : word);
            } else {
                kwargs.putAll(found);
            }
        }
        if (!kwargs.isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>();
            marked.put(MARKER, true);
            marked.putAll(kwargs);
            arg.add(marked);
        }
        return arg;
    }

    /** {@code arg} as a return shows it in {@code fun_args}: as published, without the keyword marker. */
    public static List<Object> withoutMarkers(List<?> arg) {
        List<Object> shown = new ArrayList<>();
        for (Object each : arg) {
            shown.add(each instanceof Map<?, ?> map && map.containsKey(MARKER) ? unmarked(map) : each);
        }
        return shown;
    }

    /**
     * One word as YAML reads it, unless that would lose something: a word with a line break or a comment, or one that
     * looks like a map or list without its brackets, stays text. Source: 3006.0 salt/utils/args.py yamlify_arg
     */
    public static Object readWord(String word) {
        String trimmed = word.trim();
        boolean isMarker = trimmed.isEmpty() || trimmed.equals("---") || trimmed.equals("...");
        boolean isSpelledNumber = word.indexOf('_') >= 0 && trimmed.matches("[0-9_]+");
        boolean hasControl = word.indexOf('\t') >= 0 || word.indexOf('\r') >= 0 || word.indexOf('\n') >= 0;
        boolean isDirective = word.startsWith("%");
        if (isMarker || isSpelledNumber || hasControl || isDirective) {
            return word;
        }
        if (word.equals("None")) {
            return null;
        }
        try {
            return kept(word, Yaml.load(word, "argument"));
        } catch (DataException e) {
            return word;
        }
    }

    private static Object kept(String word, Object read) {
        if (word.indexOf('#') >= 0) {
            return read == null || read instanceof String ? word : read;
        }
        if (read instanceof Map) {
            return word.startsWith("{") ? read : word;
        }
        if (read instanceof List) {
            return word.startsWith("[") ? read : word;
        }
        boolean isPlain = read instanceof String || read instanceof Number || read instanceof Boolean;
        if (read == null) {
            return word.equals("!") ? word : null;
        }
        return isPlain && !(read.equals("") && (word.equals("|") || word.equals("!"))) ? read : word;
    }

    /** The keyword arguments this one argument gives, or null if it is positional. */
    private static Map<String, Object> keywords(Object argument) {
        if (argument instanceof Map<?, ?> map) {
            return Boolean.TRUE.equals(map.get(MARKER)) ? unmarked(map) : null;
        }
        if (argument instanceof String text) {
            Matcher matcher = KEYWORD.matcher(text);
            if (matcher.matches()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put(matcher.group(1), readWord(matcher.group(2)));
                return one;
            }
        }
        return null;
    }

    private static Map<String, Object> unmarked(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(PyText.str(key), value));
        fields.remove(MARKER);
        return fields;
    }
}
