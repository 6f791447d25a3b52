package io.brine.target;

/** The simple targets from their text. */
final class Targets {
    private Targets() {}

    static Target pcre(String expression) {
        return PyRegex.compile(expression)
                .<Target>map(Target.Pcre::new)
                .orElseGet(() -> new Target.Nobody("Invalid regular expression: " + expression));
    }

    static Target data(boolean ofPillar, String expression, String delimiter, SubdictMatch.Mode mode) {
        return delimiter.isEmpty()
                ? new Target.Nobody("Empty delimiter")
                : new Target.Data(ofPillar, new SubdictMatch(expression, delimiter, mode));
    }

    static Target ipcidr(String expression) {
        return IpNetwork.parse(expression)
                .<Target>map(Target.Ipcidr::new)
                .orElseGet(() -> new Target.Nobody("Invalid IP/CIDR target: " + expression));
    }

    static Target store(String expression) {
        String[] parts = expression.split(":", -1);
        return parts.length < 2
                ? new Target.Nobody("Insufficient arguments for data match")
                : new Target.Store(parts[0], parts[1]);
    }
}
