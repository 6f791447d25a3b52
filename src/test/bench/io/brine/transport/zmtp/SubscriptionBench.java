package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Who gets a message, among 10,000 subscribers: of everything, as Salt's minions usually are, or with {@code zmq_filtering} of
 * a hashed id and {@code broadcast}. What the network adds is {@code bench/fanout}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SubscriptionBench {
    private static final int SUBSCRIBERS = 10_000;
    private static final byte[] BROADCAST = "broadcast".getBytes(US_ASCII);

    private final SubscriptionIndex<Integer> ofEverything = new SubscriptionIndex<>();
    private final SubscriptionIndex<Integer> filtering = new SubscriptionIndex<>();
    private final byte[] message = new byte[1024];
    private final byte[] one = hashedId(7777);

    public SubscriptionBench() {
        for (int subscriber = 0; subscriber < SUBSCRIBERS; subscriber++) {
            ofEverything.add(Topic.of(new byte[0]), subscriber);
            filtering.add(Topic.of(BROADCAST), subscriber);
            filtering.add(Topic.of(hashedId(subscriber)), subscriber);
        }
    }

    /** As long as the hexadecimal SHA-1 of an id. */
    private static byte[] hashedId(int subscriber) {
        return "%040x".formatted(subscriber * 0x9E3779B97F4A7C15L).getBytes(US_ASCII);
    }

    @Benchmark
    public void everybody(Blackhole gets) {
        ofEverything.forEachMatch(message, gets::consume);
    }

    @Benchmark
    public void broadcast(Blackhole gets) {
        filtering.forEachMatch(BROADCAST, gets::consume);
    }

    @Benchmark
    public void oneOfAll(Blackhole gets) {
        filtering.forEachMatch(one, gets::consume);
    }
}
