package io.brine.jobs;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fate of one job for one minion: exactly one of these at any time. {@link #after} is the whole table of transitions;
 * what is not in it changes nothing.
 *
 * A job begins as NOT_CONNECTED for a minion without a connection, as QUEUED for all others.
 *
 * <pre>
 *                 WRITTEN  LOST             FOUND    RETURNED  REFUSED  EXPIRED
 * NOT_CONNECTED   WRITTEN                   RUNNING  RETURNED  REFUSED
 * QUEUED          WRITTEN  LOST_CONNECTION  RUNNING  RETURNED  REFUSED  EXPIRED
 * WRITTEN                  LOST_CONNECTION  RUNNING  RETURNED  REFUSED  EXPIRED
 * LOST_CONNECTION WRITTEN                   RUNNING  RETURNED  REFUSED  EXPIRED
 * RUNNING                  LOST_CONNECTION           RETURNED  REFUSED  EXPIRED
 * REFUSED                                            RETURNED
 * EXPIRED                                   RUNNING  RETURNED  REFUSED
 * RETURNED
 * </pre>
 */
public enum DeliveryState {
    NOT_CONNECTED,
    QUEUED,
    WRITTEN,
    LOST_CONNECTION,
    RUNNING,
    RETURNED,
    REFUSED,
    EXPIRED;

    private static final Map<DeliverySign, DeliveryState> TO_RETURN =
            Map.of(DeliverySign.FOUND, RUNNING, DeliverySign.RETURNED, RETURNED, DeliverySign.REFUSED, REFUSED);

    /** The next state, empty if this sign changes nothing. */
    public Optional<DeliveryState> after(DeliverySign sign) {
        return Optional.ofNullable(
                        switch (sign) {
                            case WRITTEN ->
                                this == NOT_CONNECTED || this == QUEUED || this == LOST_CONNECTION ? WRITTEN : null;
                            case LOST -> this == QUEUED || this == WRITTEN || this == RUNNING ? LOST_CONNECTION : null;
                            case EXPIRED ->
                                this == QUEUED || this == WRITTEN || this == LOST_CONNECTION || this == RUNNING
                                        ? EXPIRED
                                        : null;
                            case FOUND, RETURNED, REFUSED -> onAnswer(sign);
                        })
                .filter(next -> next != this);
    }

    private DeliveryState onAnswer(DeliverySign sign) {
        if (this == RETURNED || this == REFUSED && sign != DeliverySign.RETURNED) {
            return null;
        }
        return TO_RETURN.get(sign);
    }

    /** Nothing more is waited for. */
    public boolean isSettled() {
        return this == NOT_CONNECTED || this == RETURNED || this == REFUSED || this == EXPIRED;
    }

    /** As it is kept and shown: {@code not-connected}, {@code lost-connection}, ... */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static DeliveryState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
