package io.brine.cli;

import io.brine.functions.PublishedArguments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words after a function as its arguments. Source: 3006.0 salt/utils/args.py parse_input, condition_input. */
final class TypedArguments {
    private static final Pattern NAMED = Pattern.compile("([^\\d\\W][\\w.-]*)=(?!=)(.*)", Pattern.DOTALL);

    private TypedArguments() {}

    /**
     * Words read as YAML; {@code name=value} words become one map at the end.
     *
     * @param noParse names of arguments whose values stay text, comma separated
     */
    static List<Object> of(List<String> words, String noParse) {
        Set<String> plain = Set.copyOf(Arrays.asList(noParse.split(",")));
        List<Object> prepared = new ArrayList<>();
        for (String word : words) {
            Matcher named = NAMED.matcher(word);
            boolean staysText = named.matches() && plain.contains(named.group(1));
            prepared.add(staysText ? textArgument(named.group(1), named.group(2)) : word);
        }
        List<Object> arguments = new ArrayList<>();
        PublishedArguments.parseInput(prepared).forEach(argument -> arguments.add(jidAsText(argument)));
        return arguments;
    }

    private static Map<String, Object> textArgument(String name, String value) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("__kwarg__", true);
        argument.put(name, value);
        return argument;
    }

    /** A job id is a number of twenty digits; as text it survives every notation on its way. */
    private static Object jidAsText(Object argument) {
        boolean isWhole = argument instanceof Long || argument instanceof BigInteger;
        return isWhole && argument.toString().length() == 20 ? argument.toString() : argument;
    }
}
