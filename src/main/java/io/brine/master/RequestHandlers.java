package io.brine.master;

import io.brine.access.AclMatch;
import io.brine.access.Authentication;
import io.brine.access.ExternalAuth;
import io.brine.access.LoginBackends;
import io.brine.access.TokenStore;
import io.brine.access.UserKeys;
import io.brine.config.AccessConfig;
import io.brine.config.MasterConfig;
import io.brine.fileserver.PushedFiles;
import io.brine.keys.AutoSign;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyDesk;
import io.brine.keys.KeyOffice;
import io.brine.keys.RootKeys;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.RunnerContext;
import io.brine.master.runners.RunnerTable;
import io.brine.master.wheels.WheelTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the handlers of all requests; the part of {@link MasterDaemon} that is behind port 4506. */
final class RequestHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandlers.class);

    private final MasterConfig config;
    private final RunnerContext context;
    private final MasterKeys masterKeys;
    private final Publishers publishers;
    private final Presence presence;
    private final PullProbes probes;
    private final int publishPort;
    private final MasterListener listener;
    private final Clock clock;

    RequestHandlers(
            RunnerContext context,
            MasterKeys masterKeys,
            Publishers publishers,
            Presence presence,
            PullProbes probes,
            int publishPort,
            MasterListener listener,
            Clock clock) {
        this.config = context.config();
        this.context = context;
        this.masterKeys = masterKeys;
        this.publishers = publishers;
        this.presence = presence;
        this.probes = probes;
        this.publishPort = publishPort;
        this.listener = listener;
        this.clock = clock;
    }

    /** Writes new root keys, so that whoever reads them from now on is believed. @param runnerThreads for runners nobody waits for */
    RequestRouter router(Lanes lanes, MasterStats stats, Executor runnerThreads) {
        if (config.signing().minimumAuthVersion() < 3) {
            LOG.warn(
                    "minimum_auth_version is {}: minions of request protocol 2 prove less of what they send",
                    config.signing().minimumAuthVersion());
        }
        AccessConfig access = AclMatch.read(config.access(), config.raw().get("acl_match"), LOG::warn);
        ExternalAuth externalAuth =
                new ExternalAuth(access.externalAuth(), LoginBackends.of(config.login()), access.permissiveAcl());
        TokenStore tokens = new TokenStore(config.paths().tokenDir(), clock);
        Authentication authentication = new Authentication(access, userKeys(), tokens, externalAuth);
        MasterFunctionRun runners = RunnerTable.run(context);
        MasterFunctionRun wheels = WheelTable.run(context);
        Returns returns = new Returns(
                context.jobs(), config.jobs(), context.events(), context.jids(), listener, publishers.batches());
        RequestTables.Handlers handlers = new RequestTables.Handlers(
                auth(),
                publish(authentication),
                new PersonHandlers(
                        new PersonHandlers.Access(authentication, externalAuth, tokens, access, clock),
                        runners,
                        wheels,
                        runnerThreads,
                        listener),
                new ReturnHandler(returns, presence, probes, masterKeys, config.signing(), listener),
                syndicReturn(returns),
                minionEvent(),
                MasterBooks.mine(config, context.cache(), context.minions()),
                new PeerHandlers(
                        MasterBooks.peers(config, access),
                        context.minions(),
                        publishers.jobs(),
                        context.jobs(),
                        runners),
                new FileHandlers(
                        context.files(),
                        new PushedFiles(config.files(), config.paths().cachedir()),
                        listener),
                new PillarHandler(
                        MasterBooks.pillars(config, clock, listener),
                        context.cache(),
                        config.jobs(),
                        context.events(),
                        listener),
                new OptionHandlers(config),
                revoke());
        return new RequestRouter(
                RequestTables.clear(handlers),
                RequestTables.encrypted(handlers, new Proof(listener)),
                lanes,
                stats,
                listener);
    }

    private PublishHandler publish(Authentication authentication) {
        return new PublishHandler(
                authentication,
                context.minions(),
                publishers,
                context.jobs(),
                context.events(),
                new PublishHandler.Options(
                        orderMasters(),
                        config.client().timeoutSeconds(),
                        config.client().gatherJobTimeoutSeconds()),
                listener);
    }

    private SyndicReturnHandler syndicReturn(Returns returns) {
        return new SyndicReturnHandler(
                returns,
                context.jobs(),
                new SyndicReturnHandler.Rules(orderMasters(), config.paths().syndicDir(), masterKeys),
                listener);
    }

    private MinionEventHandler minionEvent() {
        return new MinionEventHandler(
                context.events(),
                context.jobs(),
                new MinionTags(
                        Loads.texts(config.raw().getOrDefault("minion_event_prefixes", List.of())), orderMasters()),
                orderMasters(),
                listener);
    }

    private boolean orderMasters() {
        return JobPublisher.Options.of(config).orderMasters();
    }

    private UserKeys userKeys() {
        String account = MasterThreads.account(config);
        RootKeys rootKeys = RootKeys.create(config, account, RootKeys.localUsers());
        return new UserKeys(rootKeys::isKeyOf, config.user(), account);
    }

    private AuthHandler auth() {
        Path pki = config.paths().pkiDir();
        AutoSign autoSign = new AutoSign(config.keys(), pki, clock);
        KeyDesk desk = new KeyDesk(context.keys(), pki, config.keys().openMode(), autoSign);
        return new AuthHandler(
                new AuthHandler.Office(desk, context.keys(), masterKeys),
                context.connected(),
                config.keys(),
                publishPort,
                context.events(),
                listener);
    }

    private RevokeHandler revoke() {
        RevokeHandler.Office office = new RevokeHandler.Office(
                new KeyOffice(context.keys()),
                context.cache(),
                new Dropfile(config.paths().cachedir()));
        return new RevokeHandler(config.keys(), office, config.id(), context.events(), listener);
    }
}
