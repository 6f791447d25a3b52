package io.brine.master;

import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mine: what minions tell about themselves for each other (PROTOCOL 8.5).
 * Source: 3006.0 daemons/masterapi.py RemoteFuncs._mine, _mine_delete, _mine_flush.
 */
final class MineHandlers {
    private final MinionDataCache cache;
    private final MineLookup lookup;
    private final boolean cacheOff;

    /** @param cacheOff neither minion_data_cache nor enforce_mine_cache: nothing is kept */
    MineHandlers(MinionDataCache cache, MineLookup lookup, boolean cacheOff) {
        this.cache = cache;
        this.lookup = lookup;
        this.cacheOff = cacheOff;
    }

    /** {data: {function: value}, [clear]}: true. */
    Reply store(MinionId id, Map<String, Object> load) {
        if (!(load.get("data") instanceof Map<?, ?> data)) {
            return new Reply.Encrypted(false);
        }
        if (cacheOff) {
            return new Reply.Encrypted(true);
        }
        Map<String, Object> mine =
                Loads.flag(load, "clear") ? new LinkedHashMap<>() : new LinkedHashMap<>(cache.mine(id));
        mine.putAll(Trees.fields(data));
        cache.storeMine(id, mine);
        return new Reply.Encrypted(true);
    }

    Reply delete(MinionId id, Map<String, Object> load) {
        String fun = Loads.text(load, "fun");
        Map<String, Object> mine = new LinkedHashMap<>(cache.mine(id));
        if (mine.containsKey(fun)) {
            mine.remove(fun);
            cache.storeMine(id, mine);
        }
        return new Reply.Encrypted(true);
    }

    Reply flush(MinionId id, Map<String, Object> load) {
        boolean any = !cache.mine(id).isEmpty();
        cache.storeMine(id, Map.of());
        return new Reply.Encrypted(any);
    }

    /** {tgt, fun, [tgt_type]}: minion to data for one function, else function to minion to data. */
    Reply get(MinionId asking, Map<String, Object> load) {
        return new Reply.Encrypted(lookup.look(asking, load));
    }
}
