package io.brine.channel;

/** The numbers of publications: they grow by one with each, from 1 for a new shared key. Minions refuse what is not above the last. */
@FunctionalInterface
public interface Serials {
    /** @param keyString of the shared key the publication is sealed with */
    long next(String keyString);

    /** Forgotten at the end of the process, with the key. */
    static Serials inMemory() {
        return new Serials() {
            private String key = "";
            private long last;

            @Override
            public synchronized long next(String keyString) {
                last = keyString.equals(key) ? last + 1 : 1;
                key = keyString;
                return last;
            }
        };
    }
}
