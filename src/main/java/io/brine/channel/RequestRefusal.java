package io.brine.channel;

import java.util.Map;

/** Why a request was not dispatched; each has the one answer the reference gives (PROTOCOL 6.1, 17.2). */
public enum RequestRefusal {
    /** Not MessagePack, or more than one object. */
    UNDECODABLE(Map.of("msg", "bad load")),
    /** No map, or a map without {@code enc} or {@code load}. */
    NOT_A_PAYLOAD("bad load"),
    /** The peer speaks an older protocol than {@code minimum_auth_version} admits. */
    VERSION_TOO_LOW("bad load"),
    /** {@code enc} is neither clear nor aes. */
    UNKNOWN_ENC("Some exception handling minion payload"),
    /** A version 3 request whose outer id is missing, invalid, or not an accepted minion's. */
    UNKNOWN_MINION("bad load"),
    /** The load does not open with the key it should, or holds no object. */
    NOT_OPENED("bad load"),
    LOAD_NOT_A_MAP("payload and load must be a dict"),
    ID_WITH_NUL("bad load: id contains a null byte"),
    /** Its answer names the id and is made by the channel. */
    ID_NOT_TEXT("bad load: id is not a string"),
    /** The nonce is no text, or too long. */
    BAD_NONCE("bad load"),
    /** Older than {@code request_server_ttl}, or without {@code ts} while that is set. */
    EXPIRED("bad load"),
    /** The clear id outside and the encrypted one inside differ. */
    ID_MISMATCH("bad load"),
    /** The token is missing where it must be, or is not the accepted key's. */
    BAD_TOKEN("bad load"),
    /** The same request was answered before. */
    REPLAYED("bad load"),
    /** More requests of its kind wait than may: peers take the answer as a reason to try again. */
    OVERLOADED("bad load"),
    NO_COMMAND("Some exception handling minion payload"),
    /** An algorithm nobody here knows, where one is needed. */
    UNKNOWN_ALGORITHM("Some exception handling minion payload"),
    /** The handler threw while answering a clear request. */
    HANDLER_FAILED("Some exception handling minion payload"),
    /** The handler's answer cannot be sent: a value MessagePack has no word for, or an encrypted answer to a clear request. */
    UNSENDABLE_REPLY("Server-side exception handling payload");

    private final Object reply;

    RequestRefusal(Object reply) {
        this.reply = reply;
    }

    Object reply() {
        return reply;
    }
}
