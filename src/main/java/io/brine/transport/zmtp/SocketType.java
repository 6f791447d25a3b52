package io.brine.transport.zmtp;

import java.util.Optional;
import java.util.Set;

/** The ZeroMQ socket types and which may speak with which. Source: RFC 37 "The Socket-Type Property". */
public enum SocketType {
    REQ("REP", "ROUTER"),
    REP("REQ", "DEALER"),
    DEALER("REP", "DEALER", "ROUTER"),
    ROUTER("REQ", "DEALER", "ROUTER"),
    PUB("SUB", "XSUB"),
    SUB("PUB", "XPUB"),
    XPUB("SUB", "XSUB"),
    XSUB("PUB", "XPUB"),
    PUSH("PULL"),
    PULL("PUSH"),
    PAIR("PAIR");

    private final Set<String> partners;

    SocketType(String... partners) {
        this.partners = Set.of(partners);
    }

    /** @param peerType the name as it stands in the peer's READY; unknown names speak with nobody */
    boolean mayTalkTo(String peerType) {
        return partners.contains(peerType);
    }

    /** Whether peers of this type tell it their subscriptions. */
    boolean takesSubscriptions() {
        return this == PUB || this == XPUB;
    }

    static Optional<SocketType> named(String name) {
        for (SocketType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
