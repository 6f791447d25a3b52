package io.brine.master.runners;

import io.brine.client.JobHandle;
import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.client.MinionReturn;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyChange;
import io.brine.keys.KeyState;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code manage.*}: who is there. Source: 3006.0 runners/manage.py. */
final class ManageRunner implements FunctionModule {
    private static final List<String> CONNECTED =
            List.of("list_state", "present", "joined", "allowed", "alived", "reaped");
    private static final List<String> NOT_CONNECTED =
            List.of("list_not_state", "not_present", "not_joined", "not_allowed", "not_alived", "not_reaped");

    private final RunnerContext context;

    ManageRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "manage";
    }

    @Override
    public void register(Registrar functions) {
        Parameters asked = Parameters.of("tgt='*'", "tgt_type=glob", "timeout=None", "gather_job_timeout=None");
        functions.add(
                "status",
                Parameters.of("output=True", "tgt='*'", "tgt_type=glob", "timeout=None", "gather_job_timeout=None"),
                "Which minions answer a ping and which do not.\n\nsalt-run manage.status",
                (call, arguments) -> status(arguments));
        functions.add(
                "up",
                asked,
                "Minions that answer a ping.\n\nsalt-run manage.up",
                (call, arguments) -> status(arguments).get("up"));
        functions.add(
                "down",
                Parameters.of(
                        "removekeys=False", "tgt='*'", "tgt_type=glob", "timeout=None", "gather_job_timeout=None"),
                "Minions that do not answer a ping; on request their keys are deleted.\n\nsalt-run manage.down",
                (call, arguments) -> down(arguments));
        functions.add(
                "versions",
                Parameters.of(),
                "Minions by how their version compares with the master's.\n\nsalt-run manage.versions",
                (call, arguments) -> versions());
        for (String name : CONNECTED) {
            functions.add(
                    name,
                    Parameters.of("subset=None", "show_ip=False"),
                    "Minions that are connected now.\n\nsalt-run manage." + name,
                    (call, arguments) -> connected(arguments));
        }
        for (String name : NOT_CONNECTED) {
            functions.add(
                    name,
                    Parameters.of("subset=None", "show_ip=False"),
                    "Accepted minions that are not connected now.\n\nsalt-run manage." + name,
                    (call, arguments) -> notConnected(arguments));
        }
    }

    private Map<String, Object> status(Arguments arguments) {
        Duration timeout =
                seconds(arguments.value("timeout"), context.config().client().timeoutSeconds());
        Duration gather = seconds(
                arguments.value("gather_job_timeout"), context.config().client().gatherJobTimeoutSeconds());
        TreeSet<String> up = new TreeSet<>();
        TreeSet<String> down = new TreeSet<>();
        try (LocalClient client = context.client()) {
            JobRequest ping = JobRequest.of(arguments.value("tgt"), arguments.text("tgt_type"), "test.ping", List.of());
            JobHandle job = client.run(ping, timeout, gather);
            for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
                up.add(next.get().id());
            }
            down.addAll(job.publication().minions());
        }
        down.removeAll(up);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("up", new ArrayList<>(up));
        status.put("down", new ArrayList<>(down));
        return status;
    }

    private static Duration seconds(Object given, double otherwise) {
        double seconds = given instanceof Number number && number.doubleValue() > 0 ? number.doubleValue() : otherwise;
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private Object down(Arguments arguments) {
        Object down = status(arguments).get("down");
        if (Boolean.TRUE.equals(arguments.value("removekeys")) && down instanceof List<?> ids) {
            ids.forEach(id -> removeKey(String.valueOf(id)));
        }
        return down;
    }

    private void removeKey(String id) {
        List<KeyChange> changes = context.office().delete(context.keys().matching(id));
        for (KeyChange change : changes) {
            context.events().fire("salt/key", Map.of("result", true, "act", change.act(), "id", change.id()));
            context.cache().delete(new MinionId(change.id()));
        }
        if (!changes.isEmpty() && context.config().keys().rotateAesKey()) {
            new Dropfile(context.config().paths().cachedir())
                    .request(context.config().id());
        }
    }

    private Object connected(Arguments arguments) {
        List<String> ids = context.connected().get().stream()
                .filter(id -> isIn(arguments.value("subset"), id))
                .toList();
        if (!Boolean.TRUE.equals(arguments.value("show_ip"))) {
            return ids;
        }
        Map<String, Object> withAddress = new LinkedHashMap<>();
        for (String id : ids) {
            Object addresses = context.cache()
                    .data(new MinionId(id))
                    .map(data -> data.grains().get("ipv4"))
                    .orElse(null);
            withAddress.put(
                    id, addresses instanceof List<?> list && !list.isEmpty() ? list.get(list.size() - 1) : null);
        }
        return withAddress;
    }

    private List<String> notConnected(Arguments arguments) {
        var connected = context.connected().get();
        return context.keys().ids(KeyState.ACCEPTED).stream()
                .filter(id -> !connected.contains(id) && isIn(arguments.value("subset"), id))
                .toList();
    }

    private static boolean isIn(Object subset, String id) {
        return !(subset instanceof List<?> ids) || ids.contains(id);
    }

    private Map<String, Object> versions() {
        String master = String.valueOf(context.config().raw().getOrDefault("saltversion", Versions.SALT));
        Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
        try (LocalClient client = context.client()) {
            Map<String, MinionReturn> answers =
                    new TreeMap<>(client.gather(JobRequest.of("*", "glob", "test.version", List.of())));
            answers.forEach((id, answer) -> {
                boolean answered = answer.retcode() == 0 && answer.value() instanceof String;
                String label = answered ? Versions.label(String.valueOf(answer.value()), master) : "Minion offline";
                groups.computeIfAbsent(label, first -> new LinkedHashMap<>())
                        .put(id, answered ? answer.value() : Boolean.FALSE);
            });
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Master", master);
        shown.putAll(groups);
        return shown;
    }
}
