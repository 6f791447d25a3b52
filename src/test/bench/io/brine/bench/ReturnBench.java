package io.brine.bench;

import io.brine.channel.Caller;
import io.brine.channel.Envelope;
import io.brine.channel.MasterSecrets;
import io.brine.channel.Reply;
import io.brine.channel.ReqServerChannel;
import io.brine.channel.RequestDispatcher;
import io.brine.channel.RequestListener;
import io.brine.channel.RequestRefusal;
import io.brine.channel.RequestRules;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.data.MsgPack;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobFiles;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A return from its bytes to the bytes of its answer, without the socket: opened, proven, handled, sealed. {@code durable}
 * keeps each one in a book of jobs, as from another minion; of the master's handler only the event is missing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReturnBench {
    /** More than the nonces that the channel remembers of one minion (64), so that going round is no replay. */
    private static final int REQUESTS = 128;

    private static final int IN_FLIGHT = 100;
    private static final Reply DONE = new Reply.Encrypted(null);

    @Param({"3", "2"})
    public int protocol;

    private final Secrets secrets = new Secrets();
    private final byte[][] requests = new byte[REQUESTS][];
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private JobBook book;
    private ReqServerChannel atOnce;
    private ReqServerChannel keeping;
    private int request;
    private int minion;

    @Setup(Level.Trial)
    public void open() throws IOException {
        byte[] token = secrets.minionKey.x931("salt".getBytes(StandardCharsets.US_ASCII));
        for (int number = 0; number < REQUESTS; number++) {
            requests[number] = request("%032x".formatted(number), token);
        }
        Path directory = Files.createTempDirectory("brine-jmh-");
        JobFiles files = new JobFiles(directory, "sha256", false);
        book = JobBook.open(directory.resolve("jobs.db"), files, worker, worker, Clock.systemUTC());
        Map<String, Object> job = Map.of("fun", "state.apply", "tgt", "*", "jid", TypicalReturn.JID);
        book.saveJob(new JobRecord(TypicalReturn.JID, job, List.of()), true).join();
        atOnce = channel(load -> DONE);
        keeping = channel(load -> new Reply.Later(keep(load)));
    }

    @TearDown(Level.Trial)
    public void close() {
        book.close();
        worker.shutdown();
    }

    @Benchmark
    public byte[] answered() {
        return atOnce.answer(next(), null).join();
    }

    @Benchmark
    @OperationsPerInvocation(IN_FLIGHT)
    public void durable() {
        CompletableFuture<?>[] answers = new CompletableFuture<?>[IN_FLIGHT];
        for (int number = 0; number < IN_FLIGHT; number++) {
            answers[number] = keeping.answer(next(), null);
        }
        CompletableFuture.allOf(answers).join();
    }

    private byte[] next() {
        request = (request + 1) % REQUESTS;
        return requests[request];
    }

    private byte[] request(String nonce, byte[] token) {
        Map<String, Object> load = TypicalReturn.load();
        load.put("nonce", nonce);
        load.put("ts", Clock.systemUTC().instant().getEpochSecond());
        load.put("tok", token);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("enc", "aes");
        payload.put("load", Envelope.seal(protocol == 3 ? secrets.session : secrets.shared, load));
        payload.put("version", protocol);
        payload.put("id", TypicalReturn.ID);
        return MsgPack.packWire(payload);
    }

    private CompletableFuture<Reply> keep(Map<String, Object> load) {
        JobReturn returned = JobReturn.of(TypicalReturn.JID, "web" + minion++, load);
        return book.saveReturn(returned).thenApply(saved -> {
            if (saved != JobBook.Saved.SAVED) {
                throw new IllegalStateException("a return became " + saved);
            }
            return DONE;
        });
    }

    private interface Handler {
        Reply handle(Map<String, Object> load);
    }

    private ReqServerChannel channel(Handler handler) {
        RequestDispatcher dispatcher = new RequestDispatcher() {
            @Override
            public Reply clear(Caller caller, Map<String, Object> load) {
                throw new IllegalStateException("a return in the clear");
            }

            @Override
            public Reply encrypted(Caller caller, Map<String, Object> load) {
                return handler.handle(load);
            }
        };
        return new ReqServerChannel(secrets, dispatcher, new RequestRules(0, 0, true), new Strict(), Clock.systemUTC());
    }

    /** A refusal is much faster than an answer: it must not pass for one. */
    private static final class Strict implements RequestListener {
        @Override
        public void onRefused(RequestRefusal reason, Connection from, String claimedId, String detail) {
            throw new IllegalStateException(reason + " " + detail);
        }

        @Override
        public void onHandlerFailed(Connection from, String claimedId, String cmd, Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Secrets implements MasterSecrets {
        private final RsaKeyPair masterKey = RsaKeyPair.generate(2048);
        private final RsaKeyPair minionKey = RsaKeyPair.generate(2048);
        private final Crypticle shared = Crypticle.generate();
        private final Crypticle session = Crypticle.generate();

        @Override
        public RsaKeyPair masterKey() {
            return masterKey;
        }

        @Override
        public List<Crypticle> sharedKeys() {
            return List.of(shared);
        }

        @Override
        public Optional<Crypticle> sessionKey(MinionId id) {
            return Optional.of(session);
        }

        @Override
        public Optional<RsaPublicKey> acceptedKey(MinionId id) {
            return Optional.of(minionKey.publicKey());
        }
    }
}
