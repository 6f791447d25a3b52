package io.brine.wire;

/** The tags of the events Salt's daemons fire (PROTOCOL 9.3). */
public final class EventTag {
    /** The shared AES key changed; data {@code {rotate_aes_key: true}}. */
    public static final String KEY_ROTATION = "key";

    public static final String AUTH = "salt/auth";
    public static final String KEY = "salt/key";
    public static final String MINION_START = "minion_start";
    public static final String MINION_PING = "minion_ping";
    public static final String PRESENCE_PRESENT = "salt/presence/present";
    public static final String PRESENCE_CHANGE = "salt/presence/change";
    public static final String FILESERVER_UPDATE = "salt/fileserver/roots/update";
    /** An exception on a minion, forwarded. */
    public static final String SALT_ERROR = "_salt_error";

    /** The minion's own bus: everything in its data goes to the master as {@code _minion_event}. */
    public static final String FIRE_MASTER = "fire_master";

    public static final String MASTER_CONNECTED = "__master_connected";
    public static final String MASTER_DISCONNECTED = "__master_disconnected";
    public static final String SCHEDULE_RETURN = "__schedule_return";
    public static final String MINE_UPDATE = "_minion_mine";
    public static final String MODULE_REFRESH = "module_refresh";
    public static final String PILLAR_REFRESH = "pillar_refresh";
    public static final String GRAINS_REFRESH = "grains_refresh";
    public static final String PILLAR_REFRESHED = "/salt/minion/minion_pillar_refresh_complete";
    public static final String MODULES_REFRESHED = "/salt/minion/minion_mod_refresh_complete";

    private EventTag() {}

    /** Everything of one job. */
    public static String job(Jid jid) {
        return "salt/job/" + jid;
    }

    public static String jobNew(Jid jid) {
        return job(jid) + "/new";
    }

    /** The whole publish load, fired before it leaves (3007 and newer). */
    public static String jobPublish(Jid jid) {
        return job(jid) + "/publish";
    }

    public static String jobReturn(Jid jid, MinionId id) {
        return job(jid) + "/ret/" + id;
    }

    /** One part of a return in the making: a generator's item or a state's result. */
    public static String jobProgress(Jid jid, MinionId id, long number) {
        return job(jid) + "/prog/" + id + "/" + number;
    }

    public static String jobStateError(Jid jid, MinionId id, String fun) {
        return job(jid) + "/sub/" + id + "/error/" + fun;
    }

    /** A publish that was refused; without a jid the tag is {@code salt/job/error}. */
    public static String jobError(String jid) {
        return jid.isEmpty() ? "salt/job/error" : "salt/job/" + jid + "/error";
    }

    public static String minionStart(MinionId id) {
        return "salt/minion/" + id + "/start";
    }

    public static String syndicStart(MinionId id) {
        return "salt/syndic/" + id + "/start";
    }

    /** The master has a minion's new grains and pillar; this tag has no {@code salt/}. */
    public static String minionRefresh(MinionId id) {
        return "minion/refresh/" + id;
    }

    public static String run(Jid jid) {
        return "salt/run/" + jid;
    }

    public static String runNew(Jid jid) {
        return run(jid) + "/new";
    }

    public static String runReturn(Jid jid) {
        return run(jid) + "/ret";
    }

    public static String runArguments(Jid jid) {
        return run(jid) + "/args";
    }

    public static String runProgress(Jid jid) {
        return run(jid) + "/progress";
    }

    public static String wheel(Jid jid) {
        return "salt/wheel/" + jid;
    }

    public static String wheelNew(Jid jid) {
        return wheel(jid) + "/new";
    }

    public static String wheelReturn(Jid jid) {
        return wheel(jid) + "/ret";
    }

    public static String workerStats(int worker) {
        return "salt/stats/MWorker-" + worker;
    }

    public static String beacon(MinionId id, String beacon, String suffix) {
        return "salt/beacon/" + id + "/" + beacon + "/" + suffix;
    }

    /** A forwarded event under the syndic that brought it. */
    public static String syndic(MinionId syndic, String tag) {
        return "syndic/" + syndic + "/" + tag;
    }
}
