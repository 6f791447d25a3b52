package io.brine.events;

/** What an event is about, by the beginning of its tag. */
public enum EventKind {
    JOB_NEW,
    JOB_RETURN,
    /** What else tells of jobs. */
    JOB,
    MINION,
    AUTH,
    KEY,
    BEACON,
    RUN,
    WHEEL,
    PRESENCE,
    STATS,
    MONITOR,
    OTHER;

    private static final String SALT = "salt/";
    private static final int AFTER_SALT = SALT.length();

    /** Its name in metrics. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** For every event that is fired: looks at few characters. */
    static EventKind of(String tag) {
        if (!tag.startsWith(SALT)) {
            boolean isJid = tag.length() >= 20 && isDigit(tag.charAt(0)) && isDigit(tag.charAt(19));
            return isJid ? JOB : tag.startsWith("minion") ? MINION : OTHER;
        }
        if (tag.startsWith("job/", AFTER_SALT)) {
            return tag.indexOf("/ret/", AFTER_SALT) > 0 ? JOB_RETURN : tag.endsWith("/new") ? JOB_NEW : JOB;
        }
        return startsWith(tag, "minion")
                ? MINION
                : startsWith(tag, "auth")
                        ? AUTH
                        : startsWith(tag, "key")
                                ? KEY
                                : startsWith(tag, "beacon/")
                                        ? BEACON
                                        : startsWith(tag, "run/")
                                                ? RUN
                                                : startsWith(tag, "wheel/")
                                                        ? WHEEL
                                                        : startsWith(tag, "presence/")
                                                                ? PRESENCE
                                                                : startsWith(tag, "stats/")
                                                                        ? STATS
                                                                        : startsWith(tag, "mon/") ? MONITOR : OTHER;
    }

    private static boolean startsWith(String tag, String part) {
        return tag.startsWith(part, AFTER_SALT);
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
