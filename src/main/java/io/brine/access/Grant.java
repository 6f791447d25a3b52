package io.brine.access;

/** The answer to "who are you". */
public sealed interface Grant {
    /** How somebody said who he is; the words are Salt's. */
    enum Kind {
        TOKEN("token", "TokenAuthenticationError"),
        EAUTH("eauth", "EauthAuthenticationError"),
        USER("user", "UserAuthenticationError");

        private final String word;
        private final String errorName;

        Kind(String word, String errorName) {
            this.word = word;
            this.errorName = errorName;
        }

        public String word() {
            return word;
        }

        /** The name of the error Salt gives for a failure of this kind. */
        public String errorName() {
            return errorName;
        }
    }

    Kind kind();

    /** The name as given, which proves nothing in a {@link Refused}. */
    String user();

    /**
     * @param full true: everything is allowed and {@code rules} does not matter
     */
    record Given(Kind kind, String user, boolean full, AclRules rules) implements Grant {}

    record Refused(Kind kind, String user) implements Grant {}
}
