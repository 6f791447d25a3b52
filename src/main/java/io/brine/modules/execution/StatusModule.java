package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Host;
import io.brine.target.PyRegex;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}: live numbers of the host. Source: 3006.0 modules/status.py */
final class StatusModule implements FunctionModule {
    private static final Parameters NONE = Parameters.of();
    private static final List<String> ALL = List.of(
            "cpuinfo",
            "cpustats",
            "diskstats",
            "diskusage",
            "loadavg",
            "meminfo",
            "netdev",
            "netstats",
            "uptime",
            "vmstats",
            "w");

    private final Host host;
    private final Clock clock;

    StatusModule(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public void register(Registrar functions) {
        KernelTables tables = new KernelTables(host.files());
        add(functions, "uptime", "Return how long the host is up.", this::uptime);
        add(functions, "loadavg", "Return the load averages.", this::loadavg);
        add(functions, "cpustats", "Return what /proc/stat says.", tables::cpuStats);
        add(functions, "cpuinfo", "Return what /proc/cpuinfo says.", tables::cpuInfo);
        add(functions, "meminfo", "Return what /proc/meminfo says.", tables::memInfo);
        add(functions, "diskstats", "Return what /proc/diskstats says.", tables::diskStats);
        add(functions, "vmstats", "Return what /proc/vmstat says.", tables::vmStats);
        add(functions, "netstats", "Return what /proc/net/netstat says.", tables::netStats);
        add(functions, "netdev", "Return what /proc/net/dev says.", tables::netDev);
        add(functions, "nproc", "Return how many processors can be used.", this::nproc);
        add(functions, "version", "Return what /proc/version says.", this::version);
        add(functions, "procs", "Return the processes.", this::processes);
        add(functions, "w", "Return who is logged in.", this::who);
        functions.add(
                "diskusage",
                Parameters.of("*args"),
                "Return available and total bytes of the mounts, chosen by path or type.\nsalt '*' status.diskusage /sys ext?",
                (context, arguments) -> new MountUsage(host.files()).of(arguments.varArgs()));
        registerSearches(functions);
    }

    private interface Answer {
        Object give();
    }

    private static void add(Registrar functions, String name, String doc, Answer answer) {
        functions.add(name, NONE, doc + "\nsalt '*' status." + name, (context, arguments) -> answer.give());
    }

    private void registerSearches(Registrar functions) {
        functions.add(
                "pid",
                Parameters.of("sig"),
                "Return the process numbers whose line in ps contains the text.\nsalt '*' status.pid apache2",
                (context, arguments) -> pids(arguments.text("sig")));
        functions.add(
                "all_status",
                NONE,
                "Return the answers of the other functions together.\nsalt '*' status.all_status",
                StatusModule::allStatus);
        functions.add(
                "custom",
                NONE,
                "Return the values chosen by options such as status.cpustats.custom: [cpu, ctxt].\nsalt '*' status.custom",
                StatusModule::custom);
        functions.add(
                "time",
                Parameters.of("format='%A, %d. %B %Y %I:%M%p'"),
                "Return the time in a format of strftime.\nsalt '*' status.time '%s'",
                (context, arguments) -> Strftime.format(
                        arguments.text("format"), clock.instant().atZone(clock.getZone())));
        functions.add(
                "master",
                Parameters.of("master=None", "connected=True"),
                "Tell whether there is a connection to the master.\nsalt '*' status.master",
                (context, arguments) -> context.master().isConnected());
        functions.add(
                "ping_master",
                Parameters.of("master"),
                "Tell whether a master can be reached at its port.\nsalt '*' status.ping_master localhost",
                (context, arguments) -> {
                    Object port = context.options().getOrDefault("publish_port", 4505L);
                    Object answer = context.call("network.connect", List.of(arguments.text("master"), port), Map.of());
                    return answer instanceof Map<?, ?> result && Boolean.TRUE.equals(result.get("result"));
                });
    }

    private static Object allStatus(CallContext context, Arguments arguments) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : ALL) {
            all.put(name, context.call("status." + name, List.of(), Map.of()));
        }
        return all;
    }

    private static Object custom(CallContext context, Arguments arguments) throws Exception {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (Map.Entry<String, Object> option : context.options().entrySet()) {
            boolean isMeant = option.getKey().matches("status\\..+\\.custom") && option.getValue() instanceof List;
            if (isMeant) {
                String fun = option.getKey().substring(0, option.getKey().lastIndexOf('.'));
                Object answer = context.call(fun, List.of(), Map.of());
                for (Object item : (List<?>) option.getValue()) {
                    boolean isKnown = answer instanceof Map<?, ?> values && values.containsKey(item);
                    chosen.put(String.valueOf(item), isKnown ? ((Map<?, ?>) answer).get(item) : "UNKNOWN");
                }
            }
        }
        return chosen;
    }

    private Object uptime() {
        String uptime = host.files()
                .word("/proc/uptime")
                .orElseThrow(() -> new CommandExecutionException("File /proc/uptime was not found."));
        long seconds = (long) Double.parseDouble(uptime.split("\\s+")[0]);
        Instant boot = clock.instant().minusSeconds(seconds);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("seconds", seconds);
        result.put(
                "since_iso",
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")
                        .format(LocalDateTime.ofInstant(boot, ZoneOffset.UTC)));
        result.put("since_t", boot.getEpochSecond());
        result.put("days", seconds / 86400);
        result.put("time", seconds % 86400 / 3600 + ":" + seconds % 3600 / 60);
        host.commands()
                .output("who", "-s")
                .ifPresent(who -> result.put("users", Math.max(1, who.lines().count())));
        return result;
    }

    private Object loadavg() {
        List<String> load = ProcText.words(host.files().text("/proc/loadavg").orElse(""));
        if (load.size() < 3) {
            throw new CommandExecutionException("status.loadavag is not available on your platform");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("1-min", Double.valueOf(load.get(0)));
        result.put("5-min", Double.valueOf(load.get(1)));
        result.put("15-min", Double.valueOf(load.get(2)));
        return result;
    }

    private Object nproc() {
        return (long) Runtime.getRuntime().availableProcessors();
    }

    private Object version() {
        return host.files().word("/proc/version").orElse("");
    }

    private Object processes() {
        Map<String, Object> processes = new LinkedHashMap<>();
        for (ProcessTable.Entry entry : new ProcessTable(host).entries()) {
            Map<String, Object> process = new LinkedHashMap<>();
            process.put("user", entry.user());
            process.put("cmd", entry.line());
            processes.put(String.valueOf(entry.pid()), process);
        }
        return processes;
    }

    private Object pids(String regex) {
        PyRegex pattern = GivenRegex.of(regex);
        List<String> pids = new ArrayList<>();
        for (ProcessTable.Entry entry : new ProcessTable(host).entries()) {
            boolean isMyself = entry.pid() == ProcessHandle.current().pid();
            if (!isMyself && pattern.finds(entry.user() + " " + entry.pid() + " " + entry.line())) {
                pids.add(String.valueOf(entry.pid()));
            }
        }
        return String.join("\n", pids);
    }

    private Object who() {
        List<Object> users = new ArrayList<>();
        for (String line : host.commands().output("w", "-fh").orElse("").lines().toList()) {
            List<String> row = ProcText.words(line);
            if (row.size() > 4) {
                Map<String, Object> user = new LinkedHashMap<>();
                user.put("idle", row.get(3));
                user.put("jcpu", row.get(4));
                user.put("login", row.get(2));
                user.put("pcpu", row.size() > 5 ? row.get(5) : "");
                user.put("tty", row.get(1));
                user.put("user", row.get(0));
                user.put("what", row.size() > 6 ? String.join(" ", row.subList(6, row.size())) : "");
                users.add(user);
            }
        }
        return users;
    }
}
