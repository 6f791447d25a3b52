package io.brine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the master watches the health of its minions: the part of the {@code mon:} block that is about states, gates, repair and
 * alerts. Times are milliseconds here and seconds in the file.
 *
 * @param mon what the file says of {@code mon:} as a whole: whether the block is there and not {@code enabled: False}
 * @param signals {@code probe}, {@code suspect}, {@code recover}, {@code flap}: when a minion counts as what
 * @param sites {@code sites}: which minion stands where
 * @param classes {@code classes}: minions that may come and go
 * @param gateway {@code gateway}: {@code auto} (the default route), {@code none}, or addresses; unreachable, the master is ill
 * @param storm {@code storm}, when too many are lost at once
 * @param hold {@code hold}, how long hands are kept off after a start or a change of keys
 * @param repair {@code repair}
 * @param tell {@code tell}: who is told of what
 * @param windows {@code maintenance}: minions that are left alone at certain times
 * @param checks {@code checks}: questions with a wanted answer
 */
public record HealthConfig(
        boolean mon,
        Signals signals,
        Sites sites,
        Classes classes,
        List<String> gateway,
        Storm storm,
        Hold hold,
        RepairConfig repair,
        List<TellConfig> tell,
        List<MaintenanceWindow> windows,
        List<CheckConfig> checks) {

    public HealthConfig {
        gateway = List.copyOf(gateway);
        tell = List.copyOf(tell);
        windows = List.copyOf(windows);
        checks = List.copyOf(checks);
    }

    /** The configuration without a word of the user's. */
    public static HealthConfig standard() {
        return from(OptionBlock.of(new Options(Map.of(), Map.of()), "mon"), false);
    }

    /** @param enabled whether the block is there and not switched off @throws ConfigException naming the option by its whole path */
    static HealthConfig from(OptionBlock mon, boolean enabled) {
        return new HealthConfig(
                enabled,
                Signals.from(mon),
                Sites.from(mon.block("sites")),
                Classes.from(mon.block("classes")),
                mon.texts("gateway", List.of("auto")),
                Storm.from(mon.block("storm")),
                Hold.from(mon.block("hold")),
                RepairConfig.from(mon.block("repair")),
                mon.blocks("tell").stream().map(TellConfig::from).toList(),
                mon.blocks("maintenance").stream().map(MaintenanceWindow::from).toList(),
                mon.blocks("checks").stream().map(CheckConfig::from).toList());
    }

    /**
     * When a minion counts as what.
     *
     * @param quietMillis {@code probe:quiet}, 60: who spoke within that time is not asked
     * @param deepEveryMillis {@code probe:deep_every}, 300: a quiet minion is asked that often
     * @param probeTimeoutMillis {@code probe:timeout}, 15
     * @param probesPerSecond {@code probe:max_per_s}, 50
     * @param slowMillis {@code probe:slow}, 2: an answer that takes longer makes a minion DEGRADED
     * @param graceMillis {@code suspect:grace}, 45: from the first sign to the first probe
     * @param probes {@code suspect:probes}, 2
     * @param recoverMillis {@code recover:for}, 60
     * @param recoverAnswers {@code recover:answers}, 3
     * @param flapEnter {@code flap:enter}, 3 losses
     * @param flapLeave {@code flap:leave}, 1
     * @param flapHalfLifeMillis {@code flap:half_life}, 600
     */
    public record Signals(
            long quietMillis,
            long deepEveryMillis,
            long probeTimeoutMillis,
            double probesPerSecond,
            long slowMillis,
            long graceMillis,
            int probes,
            long recoverMillis,
            int recoverAnswers,
            double flapEnter,
            double flapLeave,
            long flapHalfLifeMillis) {

        static Signals from(OptionBlock mon) {
            OptionBlock probe = mon.block("probe");
            OptionBlock suspect = mon.block("suspect");
            OptionBlock recover = mon.block("recover");
            OptionBlock flap = mon.block("flap");
            probe.flag("identify", true);
            Signals signals = new Signals(
                    probe.millis("quiet", 60),
                    probe.millis("deep_every", 300),
                    probe.millis("timeout", 15),
                    probe.number("max_per_s", 50, 0.01),
                    probe.millis("slow", 2),
                    suspect.millis("grace", 45),
                    suspect.whole("probes", 2, 1),
                    recover.millis("for", 60),
                    recover.whole("answers", 3, 1),
                    flap.number("enter", 3, 1),
                    flap.number("leave", 1, 0),
                    Math.max(1, flap.millis("half_life", 600)));
            List.of(probe, suspect, recover, flap).forEach(OptionBlock::finish);
            return signals;
        }
    }

    /**
     * Where minions stand.
     *
     * @param grain {@code sites:grain}, site: the grain that names it
     * @param cidr {@code sites:cidr}: name to network, for minions without that grain
     */
    public record Sites(String grain, Map<String, String> cidr) {
        public Sites {
            cidr = new LinkedHashMap<>(cidr);
        }

        static Sites from(OptionBlock sites) {
            Sites read = new Sites(sites.text("grain", "site"), sites.textMap("cidr"));
            sites.finish();
            return read;
        }
    }

    /**
     * Minions that come and go as they are meant to. Who is meant by both targets is roaming.
     *
     * @param roaming {@code classes:roaming}: a compound target, such as laptops; empty means nobody
     * @param ephemeral {@code classes:ephemeral}: a compound target, such as what is scaled by itself; empty means nobody
     * @param goneMillis {@code classes:gone}, 86400: an ephemeral minion that is away for so long is GONE
     * @param forgetMillis {@code classes:forget_after}, 0 never: the key of an ephemeral minion that is GONE for so long is deleted
     */
    public record Classes(String roaming, String ephemeral, long goneMillis, long forgetMillis) {
        static Classes from(OptionBlock classes) {
            Classes read = new Classes(
                    classes.text("roaming", "").strip(),
                    classes.text("ephemeral", "").strip(),
                    classes.millis("gone", 86_400),
                    classes.millis("forget_after", 0));
            classes.finish();
            return read;
        }
    }

    /**
     * When too many are lost at once to believe that each has a fault of its own.
     *
     * @param siteMin {@code storm:site_min}, 10
     * @param siteShare {@code storm:site_share}, 0.10: a storm needs so many of a site, and no fewer than {@code site_min}
     * @param fleetShare {@code storm:fleet_share}, 0.05
     * @param windowMillis {@code storm:window}, 120: a storm lasts until nobody was lost for so long
     */
    public record Storm(int siteMin, double siteShare, double fleetShare, long windowMillis) {
        static Storm from(OptionBlock storm) {
            Storm read = new Storm(
                    storm.whole("site_min", 10, 2),
                    storm.number("site_share", 0.10, 0),
                    storm.number("fleet_share", 0.05, 0),
                    storm.millis("window", 120));
            storm.finish();
            return read;
        }
    }

    /**
     * How long hands are kept off.
     *
     * @param startMillis {@code hold:start}, 300, after the start of the master
     * @param keysMillis {@code hold:keys}, 120, after a change of the shared key
     * @param selfMillis {@code hold:self}, 120: the master must have been well for so long
     */
    public record Hold(long startMillis, long keysMillis, long selfMillis) {
        static Hold from(OptionBlock hold) {
            Hold read = new Hold(hold.millis("start", 300), hold.millis("keys", 120), hold.millis("self", 120));
            hold.finish();
            return read;
        }
    }
}
