package io.brine.master;

import io.brine.access.AclRules;
import io.brine.jobs.SeenMinions;
import io.brine.keys.KeyChange;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.wire.MinionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The ways from a part of this process to the minions: who there is, one ping, one closed connection, one job. Thread-safe. */
public final class MinionRoads {
    private final Presence presence;
    private final MinionKeys keys;
    private final MinionDataCache cache;
    private final Targeting targeting;
    private final SeenMinions seen;
    private final JobPublisher publisher;
    private final Supplier<String> jids;
    private final KeyAftermath aftermath;

    /** What the master knows of minions. @param aftermath of keys that are taken away */
    record Books(
            MinionKeys keys, MinionDataCache cache, Targeting targeting, SeenMinions seen, KeyAftermath aftermath) {}

    MinionRoads(Presence presence, Books books, JobPublisher publisher, Supplier<String> jids) {
        this.presence = presence;
        this.keys = books.keys();
        this.cache = books.cache();
        this.targeting = books.targeting();
        this.seen = books.seen();
        this.publisher = publisher;
        this.jids = jids;
        this.aftermath = books.aftermath();
    }

    /** Ids with an accepted key; looks at the disk. */
    public Set<String> accepted() {
        return keys.idSet(KeyState.ACCEPTED);
    }

    /** Ids whose key waits for a decision; looks at the disk. */
    public Set<String> pending() {
        return keys.idSet(KeyState.PENDING);
    }

    /** Those whom a compound target surely means; looks at the disk. */
    public List<String> meant(String compound) {
        return targeting.certainly(compound, "compound");
    }

    /** What it last told of itself; looks at the disk. */
    public Map<String, Object> grains(String id) {
        return MinionId.of(id)
                .flatMap(cache::data)
                .map(MinionDataCache.MinionData::grains)
                .orElse(Map.of());
    }

    public boolean isConnected(String id) {
        return !presence.named(id).isEmpty();
    }

    /**
     * Deletes their accepted keys and what is cached of them, as {@code salt-key -d} does: who comes back is a stranger. Changes the
     * disk.
     */
    public void forget(Collection<String> ids) {
        List<KeyChange> changes = new KeyOffice(keys).delete(Map.of(KeyState.ACCEPTED, List.copyOf(ids)));
        aftermath.fire(changes);
        aftermath.rotate(changes);
        aftermath.drop(changes);
    }

    /** {@code host:port} of its connection to the publish port, or of the last one. */
    public Optional<String> address(String id) {
        return presence.named(id).stream()
                .map(one -> one.connection().peerAddress())
                .findFirst()
                .or(() -> seen.of(id).map(SeenMinions.Seen::address))
                .filter(address -> !address.isEmpty());
    }

    /** One {@code test.ping} down its own connection, in no book and on no bus. @return false if it has none */
    public boolean ping(String id, LongConsumer answeredNanos) {
        return presence.ping(id, answeredNanos);
    }

    /** Closes its connections to the publish port. @return how many there were */
    public int kick(String id, String why) {
        List<Subscriber> connections = presence.named(id);
        connections.forEach(one -> one.connection().close(why));
        return connections.size();
    }

    /** A jid for {@link #publish}, so that its returns can be waited for from before it is sent. */
    public String newJid() {
        return jids.get();
    }

    /** An ordinary job, in the book and on the bus. @throws io.brine.store.LedgerException if it cannot be kept: it is not sent then */
    public void publish(String jid, Collection<String> minions, String fun, List<Object> arg, String user) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", List.copyOf(minions));
        load.put("fun", fun);
        load.put("arg", arg);
        load.put("tgt_type", "list");
        load.put("ret", "");
        load.put("jid", jid);
        load.put("user", user);
        Expected expected = targeting.greedily(List.copyOf(minions), "list");
        publisher.publish(load, expected, AclRules.NONE);
    }
}
