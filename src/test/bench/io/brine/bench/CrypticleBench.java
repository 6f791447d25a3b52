package io.brine.bench;

import io.brine.crypt.Crypticle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing and opening, with the native ciphers where there are any, as in the master. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CrypticleBench {
    @Param({"1024", "1048576"})
    public int sizeBytes;

    private final Crypticle key = Crypticle.generate();
    private byte[] plaintext;
    private byte[] sealed;

    @Setup
    public void make() {
        plaintext = new byte[sizeBytes];
        sealed = key.seal(plaintext);
    }

    @Benchmark
    public byte[] seal() {
        return key.seal(plaintext);
    }

    @Benchmark
    public byte[] open() {
        return key.open(sealed);
    }
}
