package io.brine.api;

import io.brine.api.Mount.Access;
import io.brine.api.Mount.Lane;
import io.brine.config.ApiConfig;
import io.brine.events.EventSink;
import java.util.ArrayList;
import java.util.List;

/** The addresses of salt-api (PROTOCOL 14.3). Source: 3006.0 netapi/rest_cherrypy/app.py API. */
record Addresses(
        ApiConfig config,
        NetapiClient netapi,
        LoginResource login,
        LogoutResource logout,
        TokenResource token,
        TokenLife life) {

    List<Mount> all(EventFan fan, EventSink sink, StatsResource stats, DoorCounts counts) {
        List<Mount> mounts = new ArrayList<>(withoutSession());
        if (config.rules().enableSessions()) {
            mounts.addAll(withSession());
        }
        Access hooks = config.rules().webhookDisableAuth() ? Access.ANYBODY : Access.SESSION;
        Access numbers = config.rules().statsDisableAuth() ? Access.ANYBODY : Access.SESSION;
        mounts.add(Mount.post(path(config.rules().webhookUrl()), hooks, Lane.QUICK, new HookResource(sink)));
        mounts.add(Mount.get("/stats", numbers, Lane.AT_ONCE, stats).alone());
        mounts.add(Mount.get("/events", Access.ANYBODY, Lane.QUICK, new EventsResource(fan, life))
                .alone());
        SocketResource sockets = new SocketResource(fan, life, counts);
        mounts.add(Mount.get("/ws", Access.ANYBODY, Lane.QUICK, sockets));
        mounts.add(Mount.get("/all_events", Access.ANYBODY, Lane.QUICK, sockets));
        mounts.addAll(files());
        return mounts;
    }

    private List<Mount> withoutSession() {
        LowDataResource lowData = new LowDataResource(netapi);
        KeysResource keys = new KeysResource(netapi);
        return List.of(
                Mount.get("/", Access.ANYBODY, Lane.AT_ONCE, lowData::welcome).alone(),
                Mount.post("/", Access.SESSION, Lane.JOBS, lowData::inSession).alone(),
                Mount.get("/run", Access.ANYBODY, Lane.AT_ONCE, lowData::welcome)
                        .alone(),
                Mount.post("/run", Access.ANYBODY, Lane.JOBS, lowData::asGiven).alone(),
                Mount.post("/token", Access.ANYBODY, Lane.QUICK, token).alone(),
                Mount.get("/keys", Access.SESSION, Lane.QUICK, keys::list),
                Mount.post("/keys", Access.ANYBODY, Lane.QUICK, keys::generate).alone());
    }

    private List<Mount> withSession() {
        MinionsResource minions = new MinionsResource(netapi);
        return List.of(
                Mount.get("/login", Access.ANYBODY, Lane.AT_ONCE, login::get).alone(),
                Mount.post("/login", Access.ANYBODY, Lane.QUICK, login::post).alone(),
                Mount.post("/logout", Access.SESSION, Lane.QUICK, logout).alone(),
                Mount.get("/minions", Access.SESSION, Lane.JOBS, minions::grains),
                Mount.post("/minions", Access.SESSION, Lane.JOBS, minions::start)
                        .alone(),
                Mount.get("/jobs", Access.SESSION, Lane.JOBS, new JobsResource(netapi)));
    }

    private List<Mount> files() {
        List<Mount> mounts = new ArrayList<>();
        ApiConfig.Files files = config.files();
        if (files.app().isPresent()) {
            mounts.add(Mount.get(path(files.appPath()), Access.ANYBODY, Lane.QUICK, new AppPage(files)));
        }
        files.staticDirectory()
                .ifPresent(directory -> mounts.add(Mount.get(
                        path(files.staticPath()), Access.ANYBODY, Lane.QUICK, StaticFiles.ofDirectory(directory))));
        files.favicon()
                .ifPresent(icon ->
                        mounts.add(Mount.get("/favicon.ico", Access.ANYBODY, Lane.QUICK, StaticFiles.ofFile(icon))));
        return mounts;
    }

    /** The configuration may leave the first slash out. */
    private static String path(String configured) {
        return "/" + configured.replaceAll("^/+|/+$", "");
    }
}
