package io.brine.api;

import io.brine.access.AclMatch;
import io.brine.access.ExternalAuth;
import io.brine.access.TokenStore;
import io.brine.client.ClientSettings;
import io.brine.client.MasterLine;
import io.brine.client.SharedEvents;
import io.brine.config.AccessConfig;
import io.brine.config.ApiConfig;
import io.brine.config.MasterConfig;
import io.brine.events.EventSink;
import io.brine.events.EventSource;
import io.brine.transport.Roads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The HTTP door: the list of its parts and of its addresses; {@link #start} opens it. */
public final class ApiServer implements AutoCloseable {
    private final DoorCounts counts = new DoorCounts();
    private final Lanes lanes;
    private final EventFan fan;
    private final SharedEvents jobEvents;
    private final NetapiClient.Lines lines;
    private final Listener listener;
    private final Door door;

    /**
     * What a door needs of its master, in the same process or another.
     *
     * @param config of the master; its {@code rest_cherrypy} block must name a port
     * @param roads to the master's request port; stay the caller's to close
     * @param events opens a reader of the master's bus that lets everything through
     * @param sink fires events on it
     */
    public record Parts(MasterConfig config, Roads roads, Supplier<EventSource> events, EventSink sink, Clock clock) {}

    /**
     * Nothing listens yet.
     *
     * @param more further addresses: dashboard, metrics
     */
    public ApiServer(Parts parts, List<Mount> more) {
        MasterConfig master = parts.config();
        ApiConfig config = master.api().orElseThrow();
        ClientSettings settings = ClientSettings.of(master, "");
        Sessions sessions = new Sessions(parts.clock());
        TokenStore store = new TokenStore(master.paths().tokenDir(), parts.clock());
        this.jobEvents = new SharedEvents(parts.events());
        this.lines = new NetapiClient.Lines(
                new MasterLine(settings, parts.roads(), jobEvents), new MasterLine(settings, parts.roads(), jobEvents));
        MasterTokens tokens = new MasterTokens(lines, store);
        LoginLimiter limiter = new LoginLimiter(config.rules().loginFailures(), parts.clock(), counts);
        NetapiClient netapi = new NetapiClient(
                new NetapiClient.Settings(
                        settings,
                        Set.copyOf(master.access().netapiEnableClients()),
                        Duration.ofSeconds(config.restTimeoutSeconds()),
                        config.allowRawShell()),
                lines,
                limiter);
        ExternalAuth externalAuth = new ExternalAuth(
                master.access().externalAuth(), Map.of(), master.access().permissiveAcl());
        this.lanes = new Lanes(config.limits());
        this.fan = new EventFan(parts.events());

        Gate gate = new Gate(config.rules(), sessions, counts);
        this.listener = new Listener(config);
        LoginResource login = new LoginResource(tokens, sessions, externalAuth, config, limiter);
        Addresses addresses = new Addresses(
                config,
                netapi,
                login,
                new LogoutResource(sessions, tokens, login),
                new TokenResource(
                        tokens,
                        rules(master),
                        master.access().netapiEnableClients().contains("runner"),
                        limiter),
                new TokenLife(sessions, tokens, store, parts.clock()));
        Mounts mounts = new Mounts(
                addresses.all(
                        fan, parts.sink(), new StatsResource(counts, lanes, parts.clock(), config.host()), counts),
                more);
        this.door = new Door(config, mounts, gate, lanes, new AnswerWriter(counts, listener::openSocket), counts);
    }

    /** As the master reads them, see {@link AclMatch}; it has warned about them already. */
    private static ExternalAuth rules(MasterConfig master) {
        AccessConfig access = AclMatch.read(master.access(), master.raw().get("acl_match"), warning -> {});
        return new ExternalAuth(access.externalAuth(), Map.of(), access.permissiveAcl());
    }

    /** @throws IllegalStateException naming the address that is not to be had */
    public void start() {
        listener.start(door);
    }

    /** The port really bound, for configurations that ask for any. */
    public int port() {
        return listener.port();
    }

    public DoorCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        fan.close();
        listener.close();
        lanes.close();
        jobEvents.close();
        lines.close();
    }
}
