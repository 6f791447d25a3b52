package io.brine.fuzz;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole master behind port 4506. The first byte: the rest is a request, a clear load, or the load of an accepted minion. */
final class RequestsTarget implements FuzzTarget {
    private final FuzzedMaster master = new FuzzedMaster();

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0] % 3) {
            case 0 -> master.ask(rest);
            case 1 -> loadOf(rest).ifPresent(master::askClear);
            default -> loadOf(rest).ifPresent(master::askAsMinion);
        }
    }

    private static Optional<Object> loadOf(byte[] bytes) {
        try {
            Object load = MsgPack.unpackWire(bytes);
            // A wrong password takes its time by intent.
            boolean waits = load instanceof Map<?, ?> map && "mk_token".equals(map.get("cmd"));
            return waits ? Optional.empty() : Optional.ofNullable(load);
        } catch (DataException noLoad) {
            return Optional.empty();
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        Seeds.frames().forEach(frame -> seeds.add(seed(0, frame)));
        for (byte[] load : Seeds.loads()) {
            seeds.add(seed(1, load));
            seeds.add(seed(2, load));
        }
        for (String cmd : master.commands()) {
            seeds.add(seed(2, MsgPack.packWire(Map.of("cmd", cmd, "path", "top.sls", "saltenv", "base", "loc", 0L))));
        }
        return seeds;
    }

    private static byte[] seed(int way, byte[] bytes) {
        byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte) way;
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        return seed;
    }
}
