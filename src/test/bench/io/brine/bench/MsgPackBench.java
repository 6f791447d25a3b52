package io.brine.bench;

import io.brine.data.MsgPack;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** MessagePack as it travels: a return of some 1 KB, and the answer to {@code _serve_file} with 1 MiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MsgPackBench {
    private final Map<String, Object> load = TypicalReturn.load();
    private final byte[] packedReturn = MsgPack.packWire(load);
    private final Map<String, Object> chunk = Map.of("data", randomBytes(1 << 20), "dest", "/srv/a/file");
    private final byte[] packedChunk = MsgPack.packWire(chunk);

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Benchmark
    public byte[] packReturn() {
        return MsgPack.packWire(load);
    }

    @Benchmark
    public Object unpackReturn() {
        return MsgPack.unpackWire(packedReturn);
    }

    @Benchmark
    public byte[] packChunk() {
        return MsgPack.packWire(chunk);
    }

    @Benchmark
    public Object unpackChunk() {
        return MsgPack.unpackWire(packedChunk);
    }
}
