package io.brine.keys;

import java.util.Optional;

/**
 * What a master does with a key that a minion offers: which files change, what {@code ret} it answers and which
 * {@code act} the event {@code salt/auth} has. The table (DESIGN 4, PROTOCOL 4.3):
 *
 * <pre>
 *   known as     key      verdict     decision
 *   (open_mode)  any      any         OVERWRITE
 *   REJECTED     any      any         REFUSE
 *   ACCEPTED     same     any         ACCEPT
 *   ACCEPTED     other    any         DENY
 *   unknown      any      REJECT      REJECT
 *   unknown      any      NONE        PEND
 *   unknown      any      SIGN        ACCEPT_NEW
 *   PENDING      any      REJECT      REJECT_PENDING
 *   PENDING      same     NONE        PEND_AGAIN
 *   PENDING      other    NONE        DENY
 *   PENDING      same     SIGN        ACCEPT_PENDING
 *   PENDING      other    SIGN        DENY_SIGNED
 * </pre>
 *
 * Source: 3006.0 salt/channel/server.py ReqServerChannel._auth.
 */
public enum KeyDecision {
    /** The key counts, and is written over whatever is there. */
    OVERWRITE(Ret.KEYS, "accept"),
    /** The key is the accepted one. */
    ACCEPT(Ret.KEYS, "accept"),
    /** A stranger whom autosign knows; the key is written to minions. */
    ACCEPT_NEW(Ret.KEYS, "accept"),
    /** Autosign knows the pending one; its file moves to minions. */
    ACCEPT_PENDING(Ret.KEYS, "accept"),
    /** The file minions_rejected stays. */
    REFUSE(Ret.FALSE, null),
    /** Not the key we know: the offered one is written to minions_denied. */
    DENY(Ret.FALSE, "denied"),
    /** As DENY, but Salt's event has no act here. */
    DENY_SIGNED(Ret.FALSE, null),
    /** A stranger whom autoreject knows; the key is written to minions_rejected. */
    REJECT(Ret.FALSE, "reject"),
    /** Autoreject knows the pending one; its file moves to minions_rejected. */
    REJECT_PENDING(Ret.FALSE, "reject"),
    /** A stranger; the key is written to minions_pre. */
    PEND(Ret.TRUE, "pend"),
    /** Still pending. */
    PEND_AGAIN(Ret.TRUE, "pend");

    /** What {@code ret} the reply has: none but the keys, {@code true} (ask again) or {@code false}. */
    public enum Ret {
        KEYS,
        TRUE,
        FALSE
    }

    /** What autoreject and autosign say about an id. */
    public enum Verdict {
        NONE,
        SIGN,
        REJECT
    }

    private final Ret ret;
    private final String act;

    KeyDecision(Ret ret, String act) {
        this.ret = ret;
        this.act = act;
    }

    public Ret ret() {
        return ret;
    }

    /** The {@code act} of the event; some refusals have none. */
    public Optional<String> act() {
        return Optional.ofNullable(act);
    }

    /** The {@code result} of the event. */
    public boolean result() {
        return ret != Ret.FALSE;
    }

    public boolean isAccepted() {
        return ret == Ret.KEYS;
    }

    /**
     * @param known empty for a stranger; a denied key alone makes nobody known
     * @param sameKey whether the key offered is the one on file, line ends and outer white space apart
     */
    public static KeyDecision decide(Optional<KeyState> known, boolean sameKey, Verdict verdict, boolean openMode) {
        if (openMode) {
            return OVERWRITE;
        }
        return switch (known.filter(state -> state != KeyState.DENIED)
                .map(Enum::name)
                .orElse("")) {
            case "REJECTED" -> REFUSE;
            case "ACCEPTED" -> sameKey ? ACCEPT : DENY;
            case "PENDING" -> pending(sameKey, verdict);
            default -> stranger(verdict);
        };
    }

    private static KeyDecision stranger(Verdict verdict) {
        return switch (verdict) {
            case REJECT -> REJECT;
            case SIGN -> ACCEPT_NEW;
            case NONE -> PEND;
        };
    }

    private static KeyDecision pending(boolean sameKey, Verdict verdict) {
        return switch (verdict) {
            case REJECT -> REJECT_PENDING;
            case SIGN -> sameKey ? ACCEPT_PENDING : DENY_SIGNED;
            case NONE -> sameKey ? PEND_AGAIN : DENY;
        };
    }
}
