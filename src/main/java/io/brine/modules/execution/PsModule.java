package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import io.brine.target.PyRegex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code ps}: processes, and the numbers of the system in psutil's words. Source: 3006.0 modules/ps.py */
final class PsModule implements FunctionModule {
    private final Host host;

    PsModule(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "ps";
    }

    @Override
    public void register(Registrar functions) {
        registerQueries(functions);
        registerSignals(functions);
        new SystemNumbers(host).register(functions);
    }

    private ProcessTable table() {
        return new ProcessTable(host);
    }

    private void registerQueries(Registrar functions) {
        functions.add(
                "top",
                Parameters.of("num_processes=5", "interval=3"),
                "Return the processes that use the processor most.\nsalt '*' ps.top",
                (context, arguments) -> top(arguments));
        functions.add(
                "get_pid_list",
                Parameters.of(),
                "Return the numbers of all processes.\nsalt '*' ps.get_pid_list",
                (context, arguments) -> table().pids());
        functions.add(
                "proc_info",
                Parameters.of("pid", "attrs=None"),
                "Return what is known of a process.\nsalt '*' ps.proc_info 2322 attrs='[\"pid\", \"name\"]'",
                (context, arguments) -> procInfo(arguments));
        functions.add(
                "pgrep",
                Parameters.of("pattern", "user=None", "full=False", "pattern_is_regex=False"),
                "Return the numbers of the processes of this name, nothing if there are none.\nsalt '*' ps.pgrep httpd",
                (context, arguments) -> {
                    List<Object> pids = new ArrayList<>();
                    matching(arguments, arguments.flag("pattern_is_regex")).forEach(entry -> pids.add(entry.pid()));
                    return pids.isEmpty() ? null : pids;
                });
        functions.add(
                "psaux",
                Parameters.of("name"),
                "Return the lines of ps aux a regular expression matches.\nsalt '*' ps.psaux www-data.+apache2",
                (context, arguments) -> psaux(arguments.text("name")));
        functions.add(
                "status",
                Parameters.of("status"),
                "Return the processes in this state.\nsalt '*' ps.status sleeping",
                (context, arguments) -> inState(arguments));
    }

    private void registerSignals(Registrar functions) {
        functions.add(
                "kill_pid",
                Parameters.of("pid", "signal=15"),
                "Send a signal to a process.\nsalt '*' ps.kill_pid pid signal=9",
                (context, arguments) -> kill(arguments.integer("pid"), arguments.integer("signal")));
        functions.add(
                "pkill",
                Parameters.of("pattern", "user=None", "signal=15", "full=False"),
                "Send a signal to the processes of this name.\nsalt '*' ps.pkill httpd signal=9",
                (context, arguments) -> {
                    List<Object> killed = new ArrayList<>();
                    for (ProcessTable.Entry entry : matching(arguments, false)) {
                        boolean isMyself =
                                entry.pid() == ProcessHandle.current().pid();
                        if (!isMyself && kill(entry.pid(), arguments.integer("signal"))) {
                            killed.add(entry.pid());
                        }
                    }
                    return killed.isEmpty() ? null : Map.of("killed", killed);
                });
    }

    /**
     * Running jobs tell the pid of the minion, as they are its threads (decision 6), and SaltGUI offers to end a job's process.
     *
     * @throws CommandExecutionException for the minion's own pid, as one job's end would be everybody's
     */
    private boolean kill(long pid, long signal) {
        if (pid == ProcessHandle.current().pid()) {
            throw new CommandExecutionException(
                    "Process " + pid
                            + " is the minion, in which all of its jobs run. End a job with saltutil.term_job or saltutil.kill_job.");
        }
        if (table().entry(pid).isEmpty()) {
            return false;
        }
        Commands.Result result = host.commands()
                .run("kill", "-" + signal, Long.toString(pid))
                .orElseThrow(() -> new CommandExecutionException("kill is not installed"));
        if (!result.isSuccess()) {
            throw new CommandExecutionException(result.stderr());
        }
        return true;
    }

    private List<ProcessTable.Entry> matching(Arguments arguments, boolean isRegex) {
        String pattern = arguments.text("pattern");
        Predicate<String> condition = isRegex ? GivenRegex.of(pattern)::finds : text -> text.contains(pattern);
        Optional<String> user = arguments.optionalText("user");
        boolean isFull = arguments.flag("full");
        return table().entries().stream()
                .filter(entry -> condition.test(isFull ? String.join(" ", entry.arguments()) : entry.name()))
                .filter(entry -> user.isEmpty() || user.get().equals(entry.user()))
                .toList();
    }

    private Object top(Arguments arguments) throws InterruptedException {
        Map<Long, Double> before = new HashMap<>();
        table().entries().forEach(entry -> before.put(entry.pid(), entry.cpuSeconds()));
        TimeUnit.MILLISECONDS.sleep((long) (arguments.optionalNumber("interval").orElse(3.0) * 1000));
        return table().entries().stream()
                .filter(entry -> before.containsKey(entry.pid()))
                .sorted(Comparator.comparingDouble(entry -> before.get(entry.pid()) - entry.cpuSeconds()))
                .limit(arguments.integer("num_processes"))
                .map(this::shown)
                .toList();
    }

    private Map<String, Object> shown(ProcessTable.Entry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cmd", entry.arguments().isEmpty() ? entry.name() : entry.arguments());
        shown.put("user", entry.user());
        shown.put("status", entry.status());
        shown.put("pid", entry.pid());
        shown.put("create_time", createTime(entry));
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("user", entry.field(14) / ProcessTable.TICKS_PER_SECOND);
        cpu.put("system", entry.field(15) / ProcessTable.TICKS_PER_SECOND);
        cpu.put("children_user", entry.field(16) / ProcessTable.TICKS_PER_SECOND);
        cpu.put("children_system", entry.field(17) / ProcessTable.TICKS_PER_SECOND);
        cpu.put("iowait", entry.field(42) / ProcessTable.TICKS_PER_SECOND);
        shown.put("cpu", cpu);
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("rss", entry.residentBytes());
        memory.put("vms", entry.field(23));
        shown.put("mem", memory);
        return shown;
    }

    private double createTime(ProcessTable.Entry entry) {
        return new SystemNumbers(host).bootTime() + entry.field(22) / ProcessTable.TICKS_PER_SECOND;
    }

    private Object procInfo(Arguments arguments) {
        long pid = arguments.integer("pid");
        ProcessTable.Entry entry = table().entry(pid)
                .orElseThrow(() -> new CommandExecutionException("process PID not found (pid=" + pid + ")"));
        Map<String, Object> info = shown(entry);
        Object cpu = List.copyOf(((Map<?, ?>) info.remove("cpu")).values());
        Object memory = List.copyOf(((Map<?, ?>) info.remove("mem")).values());
        info.remove("cmd");
        info.remove("user");
        info.put("name", entry.name());
        info.put("username", entry.user());
        info.put("cmdline", entry.arguments());
        info.put("ppid", entry.field(4));
        info.put("num_threads", entry.field(20));
        info.put("nice", entry.field(19));
        info.put("cpu_times", cpu);
        info.put("memory_info", memory);
        info.put("exe", host.files().link("/proc/" + pid + "/exe").orElse(""));
        info.put("cwd", host.files().link("/proc/" + pid + "/cwd").orElse(null));
        List<String> wanted = arguments.texts("attrs");
        Optional<String> unknown =
                wanted.stream().filter(name -> !info.containsKey(name)).findFirst();
        if (unknown.isPresent()) {
            throw new CommandExecutionException("invalid attr name '" + unknown.get() + "'");
        }
        info.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
        return info;
    }

    private Object psaux(String name) {
        PyRegex pattern = GivenRegex.of(name);
        List<Object> found = new ArrayList<>();
        for (String line :
                host.commands().output("ps", "aux").orElse("").lines().toList()) {
            if (pattern.finds(line) && !line.matches(".*salt.+ps\\.psaux.+")) {
                found.add(line);
            }
        }
        return List.of(name, found, found.size() + " occurence(s).");
    }

    private Object inState(Arguments arguments) {
        String state = arguments.optionalText("status").orElse("");
        if (state.isEmpty()) {
            throw new InvocationException("Filter is required for ps.status");
        }
        List<Object> found = new ArrayList<>();
        for (ProcessTable.Entry entry : table().entries()) {
            if (entry.status().equals(state)) {
                found.add(new LinkedHashMap<>(Map.of("pid", entry.pid(), "name", entry.name())));
            }
        }
        return found;
    }
}
