package io.brine.master;

import io.brine.access.PeerRules;
import io.brine.channel.PubServerChannel.PubRules;
import io.brine.channel.RequestRules;
import io.brine.config.AccessConfig;
import io.brine.config.MasterConfig;
import io.brine.config.MasterSigning;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.PyText;
import io.brine.events.EventFeed;
import io.brine.events.EventSockets;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobFiles;
import io.brine.pillar.PillarCompiler;
import io.brine.pillar.PillarRequest;
import io.brine.pillar.PillarSettings;
import io.brine.store.AtomicFile;
import io.brine.wire.JidGenerator;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Parts of the master as its configuration wants them; also for the commands that work beside the daemon. */
public final class MasterBooks {
    private static final long BACKLOG_BYTES = 64L * 1024 * 1024;

    private MasterBooks() {}

    /**
     * The directories below cachedir that Salt's own tools take for granted. Source: 3006.0 salt/cli/daemons.py Master.verify_environment
     *
     * @throws UncheckedIOException naming the one that cannot be made
     */
    static void makeDirectories(MasterConfig config) {
        Path cachedir = config.paths().cachedir();
        try {
            for (String name : List.of("jobs", "minions", "proc")) {
                Files.createDirectories(cachedir.resolve(name));
            }
            Files.createDirectories(config.paths().syndicDir());
            // Who can list the tokens has them: their names are what they are.
            AtomicFile.makeDirectory(config.paths().tokenDir(), 0700);
            AtomicFile.makeDirectory(cachedir.resolve("sessions"), 0700);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "cannot make the directories of the master: " + refused.getMessage(), refused);
        }
    }

    /** For a command beside the daemon. */
    public static JobBook jobs(MasterConfig config, Clock clock) {
        return JobBook.beside(database(config), files(config), clock);
    }

    /**
     * The database {@code <cachedir>/brine/jobs.db} and Salt's job cache beside it.
     *
     * @param afterCommit runs what waited for a commit
     * @param fileWriter runs the writing of return files, which nobody waits for
     */
    static JobBook jobs(MasterConfig config, Executor afterCommit, Executor fileWriter, Clock clock) {
        return JobBook.open(database(config), files(config), afterCommit, fileWriter, clock);
    }

    private static Path database(MasterConfig config) {
        return config.paths().cachedir().resolve("brine").resolve("jobs.db");
    }

    private static JobFiles files(MasterConfig config) {
        return new JobFiles(config.paths().cachedir(), config.files().hashType(), ReturnFileWatch.fromTheStart(config));
    }

    public static Supplier<String> jids(MasterConfig config, Clock clock) {
        JidGenerator generator = config.jobs().uniqueJid()
                ? JidGenerator.unique(clock, ProcessHandle.current().pid())
                : new JidGenerator(clock);
        return () -> generator.next().value();
    }

    /** Where this master's bus is. */
    public static EventSockets sockets(MasterConfig config) {
        return "tcp".equals(config.raw().get("ipc_mode"))
                ? EventSockets.tcp(
                        port(config, "tcp_master_pub_port", 4512), port(config, "tcp_master_pull_port", 4513))
                : EventSockets.master(config.paths().sockDir());
    }

    private static int port(MasterConfig config, String option, int otherwise) {
        return config.raw().get(option) instanceof Number number ? number.intValue() : otherwise;
    }

    static EventFeed.Settings feed(MasterConfig config) {
        boolean others = !config.access().publisherAcl().isEmpty()
                || !config.access().externalAuth().isEmpty();
        long buffer = config.events().writeBufferBytes();
        return new EventFeed.Settings(
                sockets(config), others, config.events().maxEventSizeBytes(), buffer > 0 ? buffer : BACKLOG_BYTES);
    }

    /** A syndic would hand a question on to everybody below it, so with {@code order_masters} nobody is asked. */
    static Optional<NameQuestion> questions(MasterConfig config, Supplier<String> jids) {
        return JobPublisher.Options.of(config).orderMasters()
                ? Optional.empty()
                : Optional.of(new NameQuestion(jids, config.user()));
    }

    static PubRules pubRules(MasterConfig config) {
        MasterSigning signing = config.signing();
        return new PubRules(
                signing.signPubMessages(),
                SigningAlgorithm.named(signing.publishSigningAlgorithm()).orElse(SigningAlgorithm.PKCS1V15_SHA1),
                config.network().zmqFiltering(),
                JobPublisher.Options.of(config).orderMasters());
    }

    static RequestRules requestRules(MasterConfig config) {
        return new RequestRules(
                config.signing().minimumAuthVersion(), config.signing().requestServerTtlSeconds(), true);
    }

    static MineHandlers mine(MasterConfig config, MinionDataCache cache, Targeting targeting) {
        boolean off = !config.jobs().minionDataCache() && !config.jobs().enforceMineCache();
        return new MineHandlers(cache, MineLookup.of(config, cache, targeting), off);
    }

    /** By {@code pillar_roots}; a request's own environments and override win. */
    static PillarHandler.Pillars pillars(MasterConfig config, Clock clock, MasterListener listener) {
        PillarCompiler compiler = new PillarCompiler(PillarSettings.of(config), clock, listener::onTemplateRendered);
        return (id, load) -> compiler.compile(pillarRequest(id, load));
    }

    private static PillarRequest pillarRequest(MinionId id, Map<String, Object> load) {
        return new PillarRequest(
                id,
                Loads.map(load, "grains"),
                Optional.ofNullable(load.get("saltenv")).map(PyText::str),
                Optional.ofNullable(load.get("pillarenv")).map(PyText::str),
                load.get("pillar_override") instanceof Map<?, ?> override ? override : Map.of());
    }

    static PeerHandlers.Settings peers(MasterConfig config, AccessConfig access) {
        return new PeerHandlers.Settings(
                new PeerRules(access.peer()),
                new PeerRules(access.peerRun()),
                config.paths().cachedir().resolve("publish_auth"),
                config.user(),
                config.nodegroups());
    }
}
