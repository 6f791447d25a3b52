package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.MasterSecrets;
import io.brine.channel.Reply;
import io.brine.config.MasterSigning;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.LedgerException;
import io.brine.wire.Jid;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _return}: what a minion sends back, answered with nil after it is durable, with false if its signature policy
 * refuses it. A minion can only return for itself if it has proven who it is; where it has not (request version 2 has no
 * proof here), it must at least name an accepted minion. Source: 3006.0 master.py AESFuncs._return.
 */
final class ReturnHandler implements RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnHandler.class);
    private static final Reply NOTHING = new Reply.Encrypted(null);
    private static final Reply REFUSED = new Reply.Encrypted(false);
    private static final List<String> NOT_SIGNED = List.of("sig", "_stamp", "nonce", "ts", "tok");

    private final Returns returns;
    private final Presence presence;
    private final PullProbes probes;
    private final MasterSecrets secrets;
    private final MasterSigning signing;
    private final MasterListener listener;

    ReturnHandler(
            Returns returns,
            Presence presence,
            PullProbes probes,
            MasterSecrets secrets,
            MasterSigning signing,
            MasterListener listener) {
        this.returns = returns;
        this.presence = presence;
        this.probes = probes;
        this.secrets = secrets;
        this.signing = signing;
        this.listener = listener;
    }

    @Override
    public Reply handle(Caller caller, Map<String, Object> load) {
        Optional<MinionId> id = MinionId.of(load.get("id"));
        if (id.isEmpty()
                || !load.containsKey("return")
                || Jid.of(load.get("jid")).isEmpty()) {
            return NOTHING;
        }
        Optional<RsaPublicKey> key = secrets.acceptedKey(id.get());
        if (key.isEmpty() || !id.equals(caller.minion().or(() -> id))) {
            listener.onMinionNotProven(
                    "_return", id.get().value(), caller.connection().peerAddress());
            return NOTHING;
        }
        if (!signatureAllows(id.get(), key.get(), load)) {
            returns.refuse(id.get(), load, "its signature is missing or wrong");
            return REFUSED;
        }
        String jid = String.valueOf(load.get("jid"));
        if (presence.isQuestion(jid)) {
            presence.onAnswer(jid, id.get(), load);
            return NOTHING;
        }
        if (probes.take(jid, id.get(), load)) {
            return NOTHING;
        }
        load.remove("sig");
        return new Reply.Later(
                returns.take(id.get(), load).handle((durable, lost) -> lost == null ? NOTHING : notKept(lost)));
    }

    /** An answer, even an empty one, would let Salt's minions forget the return: they repeat it when they cannot read one. */
    static Reply notKept(Throwable lost) {
        Throwable why = lost instanceof CompletionException && lost.getCause() != null ? lost.getCause() : lost;
        if (why instanceof LedgerException) {
            return new Reply.Overloaded();
        }
        throw new CompletionException(why);
    }

    private boolean signatureAllows(MinionId id, RsaPublicKey key, Map<String, Object> load) {
        if (load.get("sig") == null) {
            if (signing.requireMinionSignMessages()) {
                LOG.warn("an unsigned return of {} is refused", id);
            }
            return !signing.requireMinionSignMessages();
        }
        Map<String, Object> signed = new LinkedHashMap<>(load);
        NOT_SIGNED.forEach(signed::remove);
        boolean good =
                key.verifies(SigningAlgorithm.PKCS1V15_SHA1, MsgPack.packLocal(signed), Trees.bytes(load.get("sig")));
        if (!good) {
            LOG.warn("the signature of a return of {} does not verify", id);
        }
        return good || !signing.dropMessagesSignatureFail();
    }
}
