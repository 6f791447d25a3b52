package io.brine.master;

import io.brine.access.AclRules;
import io.brine.access.PeerRules;
import io.brine.channel.Reply;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobReturn;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a minion may ask of other minions and of the master's runners (PROTOCOL 8.6).
 * Source: 3006.0 daemons/masterapi.py RemoteFuncs.minion_pub, pub_ret, minion_runner.
 */
final class PeerHandlers {
    /** Bytes of the longest id. */
    private static final int LONGEST_NOTE = 1024;

    private static final Reply REFUSED = new Reply.Encrypted(Map.of());

    private final PeerRules peer;
    private final PeerRules peerRun;
    private final Targeting minions;
    private final JobPublisher publisher;
    private final JobBook jobs;
    private final MasterFunctionRun runners;
    private final Settings settings;

    /** @param owners {@code <cachedir>/publish_auth}: who asked for which job
     *  @param user whom the jobs seem to come from
     *  @param nodegroups names to compound targets */
    record Settings(PeerRules peer, PeerRules peerRun, Path owners, String user, Map<String, Object> nodegroups) {}

    PeerHandlers(
            Settings settings, Targeting minions, JobPublisher publisher, JobBook jobs, MasterFunctionRun runners) {
        this.peer = settings.peer();
        this.peerRun = settings.peerRun();
        this.minions = minions;
        this.publisher = publisher;
        this.jobs = jobs;
        this.runners = runners;
        this.settings = settings;
    }

    /** {fun, arg, tgt, ret, [tgt_type], ...}: {jid, minions}, or an empty map. */
    Reply publish(MinionId id, Map<String, Object> load) {
        if (!load.containsKey("fun")
                || !load.containsKey("arg")
                || !load.containsKey("tgt")
                || !load.containsKey("ret")) {
            return REFUSED;
        }
        List<AclRules.Call> calls = calls(load);
        Object tgt = load.get("tgt");
        String type = Loads.text(load, "tgt_type", "glob");
        if (type.startsWith("node")) {
            tgt = settings.nodegroups().get(String.valueOf(tgt));
            type = "compound";
        }
        if (tgt == null || !peer.allow(id.value(), calls) || globsPillar(tgt, type)) {
            return REFUSED;
        }
        Expected expected = minions.greedily(tgt, type);
        Published published = publisher.publish(jobLoad(id, load, tgt, type, calls), expected, AclRules.NONE);
        own(published.jid(), id);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jid", published.jid());
        answer.put("minions", published.minions());
        return new Reply.Encrypted(answer);
    }

    /** A target that meets more minions by pattern than by equality could be used to guess pillar data. */
    private boolean globsPillar(Object tgt, String type) {
        String exact = switch (type.toLowerCase(java.util.Locale.ROOT)) {
            case "pillar", "pillar_pcre" -> "pillar_exact";
            case "compound" -> "compound_pillar_exact";
            default -> type;
        };
        return !exact.equals(type)
                && !minions.greedily(tgt, exact)
                        .minions()
                        .containsAll(minions.greedily(tgt, type).minions());
    }

    /** Several functions are separated by commas; then each argument text is split at white space. */
    private static List<AclRules.Call> calls(Map<String, Object> load) {
        List<Object> arg = load.get("arg") instanceof List<?> list ? new ArrayList<>(list) : List.of(load.get("arg"));
        if (!(load.get("fun") instanceof String fun) || !fun.contains(",")) {
            return Loads.texts(load.get("fun")).stream()
                    .map(one -> new AclRules.Call(one, arg))
                    .toList();
        }
        List<AclRules.Call> calls = new ArrayList<>();
        String[] functions = fun.split(",");
        for (int at = 0; at < functions.length; at++) {
            Object own = at < arg.size() ? arg.get(at) : "";
            List<Object> words =
                    own instanceof String text ? List.of((Object[]) text.strip().split("\\s+")) : List.of(own);
            calls.add(new AclRules.Call(functions[at], "".equals(own) ? List.of() : words));
        }
        return calls;
    }

    private Map<String, Object> jobLoad(
            MinionId id, Map<String, Object> load, Object tgt, String type, List<AclRules.Call> calls) {
        boolean several = calls.size() > 1;
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("cmd", "publish");
        job.put("tgt", tgt);
        job.put(
                "fun",
                several
                        ? calls.stream().map(AclRules.Call::fun).toList()
                        : calls.get(0).fun());
        job.put(
                "arg",
                several
                        ? calls.stream().map(AclRules.Call::args).toList()
                        : calls.get(0).args());
        job.put("tgt_type", type);
        job.put("ret", load.get("ret"));
        job.put("jid", "");
        job.put("kwargs", new LinkedHashMap<>(Map.of("id", id.value())));
        job.put("user", settings.user());
        return job;
    }

    private void own(String jid, MinionId id) {
        try {
            Files.createDirectories(settings.owners());
            Files.writeString(settings.owners().resolve(jid), id.value());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot note who published " + jid, refused);
        }
    }

    /** {jid}: minion to {ret, [out]}; an empty map if another minion asked for that job. */
    Reply returns(MinionId id, Map<String, Object> load) {
        String jid = Loads.text(load, "jid");
        if (!jid.matches("[0-9_]{20,40}") || !id.value().equals(ownerOf(jid))) {
            return REFUSED;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        for (Map.Entry<String, JobReturn> returned : jobs.returns(jid).entrySet()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("ret", returned.getValue().result().get("return"));
            returned.getValue().out().ifPresent(out -> shown.put("out", out));
            answer.put(returned.getKey(), shown);
        }
        return new Reply.Encrypted(answer);
    }

    /** Whatever else lies there under such a name, a pipe or a link to a device, is not opened. */
    private String ownerOf(String jid) {
        Path note = settings.owners().resolve(jid);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(note, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean plain = attributes.isRegularFile() && attributes.size() <= LONGEST_NOTE;
            return plain ? Files.readString(note) : "";
        } catch (IOException nobody) {
            return "";
        }
    }

    /** {fun, arg}: what the runner returns. */
    Reply run(MinionId id, Map<String, Object> load) {
        String fun = Loads.text(load, "fun", "");
        List<Object> arg = Loads.list(load, "arg");
        if (fun.isEmpty() || !peerRun.allow(id.value(), List.of(new AclRules.Call(fun, arg)))) {
            return REFUSED;
        }
        MasterFunctionRun.Call call = MasterFunctionRun.Call.of(fun, arg, Loads.map(load, "kwarg"));
        return new Reply.Encrypted(
                runners.run(call, runners.newJid(), id.value()).get("return"));
    }
}
