package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code service}: units of systemd. Source: 3006.0 modules/systemd_service.py */
final class ServiceModule implements FunctionModule {
    private static final String UNIT_TYPES =
            ".*\\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope|snapshot)";
    private static final Parameters NAME = Parameters.of("name");
    private static final Parameters ROOT = Parameters.of("root=None");

    private final Host host;

    ServiceModule(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "service";
    }

    @Override
    public void register(Registrar functions) {
        registerLists(functions);
        registerQuestions(functions);
        registerOrders(functions);
    }

    private Commands.Result systemctl(String... argv) {
        if (!host.files().exists("/run/systemd/system")) {
            throw new CommandExecutionException("systemd does not run on this host");
        }
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(List.of(argv));
        return host.commands()
                .run(command)
                .orElseThrow(() ->
                        new CommandExecutionException("Unable to run command '" + String.join(" ", command) + "'"));
    }

    /** Services are known without their suffix, other units with it. */
    private static String shortName(String unit) {
        return unit.endsWith(".service") ? unit.substring(0, unit.length() - ".service".length()) : unit;
    }

    private static String unit(String name) {
        return name.matches(UNIT_TYPES) ? name : name + ".service";
    }

    /** Unit name to its state in {@code list-unit-files}. */
    private Map<String, String> unitFiles() {
        Map<String, String> states = new TreeMap<>();
        for (String line : systemctl("--full", "--no-legend", "--no-pager", "list-unit-files")
                .lines()) {
            List<String> words = ProcText.words(line);
            boolean isUnit = words.size() > 1
                    && words.get(0).matches(".*\\.(service|socket|target|timer|path|mount|automount|slice|swap|scope)");
            if (isUnit) {
                states.put(words.get(0), words.get(1));
            }
        }
        return states;
    }

    private List<Object> inState(String state) {
        TreeSet<String> names = new TreeSet<>();
        unitFiles().forEach((unit, found) -> {
            if (state.isEmpty() || found.equals(state)) {
                names.add(shortName(unit));
            }
        });
        return new ArrayList<>(names);
    }

    private void registerLists(Registrar functions) {
        functions.add("get_all", ROOT, "Return all units.\nsalt '*' service.get_all", (c, a) -> inState(""));
        functions.add(
                "get_enabled",
                ROOT,
                "Return the enabled units.\nsalt '*' service.get_enabled",
                (c, a) -> inState("enabled"));
        functions.add(
                "get_disabled",
                ROOT,
                "Return the disabled units.\nsalt '*' service.get_disabled",
                (c, a) -> inState("disabled"));
        functions.add(
                "get_static",
                ROOT,
                "Return the static units.\nsalt '*' service.get_static",
                (c, a) -> inState("static"));
        functions.add(
                "get_running",
                Parameters.of(),
                "Return the running units.\nsalt '*' service.get_running",
                (context, arguments) -> {
                    TreeSet<String> running = new TreeSet<>();
                    for (String line :
                            systemctl("--full", "--no-legend", "--no-pager").lines()) {
                        List<String> words = ProcText.words(line.replace("\u25cf", " "));
                        if (words.size() > 3 && words.get(3).equals("running")) {
                            running.add(shortName(words.get(0)));
                        }
                    }
                    return new ArrayList<Object>(running);
                });
        functions.add(
                "show",
                Parameters.of("name", "root=None"),
                "Return the properties of a unit.\nsalt '*' service.show sshd",
                (context, arguments) -> show(arguments.text("name")));
    }

    private Map<String, Object> show(String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String line : systemctl("show", unit(name), "--no-pager").lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    private void registerQuestions(Registrar functions) {
        functions.add(
                "status",
                Parameters.of("name", "sig=None"),
                "Tell whether a service runs; a glob is answered for each service.\nsalt '*' service.status sshd",
                (context, arguments) -> status(arguments.text("name")));
        functions.add(
                "available",
                NAME,
                "Tell whether there is such a unit.\nsalt '*' service.available sshd",
                (context, arguments) -> isAvailable(arguments.text("name")));
        functions.add(
                "missing",
                NAME,
                "Tell whether there is no such unit.\nsalt '*' service.missing sshd",
                (context, arguments) -> !isAvailable(arguments.text("name")));
        functions.add(
                "enabled",
                Parameters.of("name", "root=None", "**kwargs"),
                "Tell whether a unit starts at boot.\nsalt '*' service.enabled sshd",
                (context, arguments) -> isEnabled(arguments.text("name")));
        functions.add(
                "disabled",
                Parameters.of("name", "root=None"),
                "Tell whether a unit does not start at boot.\nsalt '*' service.disabled sshd",
                (context, arguments) -> !isEnabled(arguments.text("name")));
        functions.add(
                "masked",
                Parameters.of("name", "runtime=False", "root=None"),
                "Tell whether a unit is masked.\nsalt '*' service.masked sshd",
                (context, arguments) -> {
                    String wanted = arguments.flag("runtime") ? "masked-runtime" : "masked";
                    String found = systemctl("is-enabled", unit(arguments.text("name")))
                            .stdout();
                    return found.equals(wanted);
                });
    }

    private boolean isAvailable(String name) {
        return systemctl("status", unit(name), "--no-pager", "-n", "0").retcode() != 4;
    }

    private boolean isEnabled(String name) {
        return systemctl("is-enabled", unit(name)).isSuccess();
    }

    private boolean isActive(String name) {
        return systemctl("is-active", unit(name)).isSuccess();
    }

    private Object status(String name) {
        if (!name.matches(".*[*?\\[].*")) {
            return isActive(name);
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Object each : inState("")) {
            if (Fnmatch.matches(name, each.toString())) {
                answers.put(each.toString(), isActive(each.toString()));
            }
        }
        return answers;
    }

    private void registerOrders(Registrar functions) {
        Parameters unmasking = Parameters.of("name", "no_block=False", "unmask=False", "unmask_runtime=False");
        Map<String, String> orders = new LinkedHashMap<>(Map.of(
                "start",
                "Start a unit.",
                "restart",
                "Restart a unit.",
                "reload",
                "Let a unit read its configuration again."));
        orders.forEach((verb, doc) -> functions.add(
                verb,
                unmasking,
                doc + "\nsalt '*' service." + verb + " sshd",
                (context, arguments) -> order(verb, arguments)));
        functions.add(
                "force_reload",
                unmasking,
                "Reload a unit, or restart it if it cannot.\nsalt '*' service.force_reload sshd",
                (context, arguments) -> order("reload-or-restart", arguments));
        functions.add(
                "stop",
                Parameters.of("name", "no_block=False"),
                "Stop a unit.\nsalt '*' service.stop sshd",
                (context, arguments) -> order("stop", arguments));
        functions.add(
                "enable",
                Parameters.of(
                        "name", "no_block=False", "unmask=False", "unmask_runtime=False", "root=None", "**kwargs"),
                "Let a unit start at boot.\nsalt '*' service.enable sshd",
                (context, arguments) -> order("enable", arguments));
        functions.add(
                "disable",
                Parameters.of("name", "no_block=False", "root=None", "**kwargs"),
                "Let a unit not start at boot.\nsalt '*' service.disable sshd",
                (context, arguments) -> order("disable", arguments));
        functions.add(
                "mask",
                Parameters.of("name", "runtime=False", "root=None"),
                "Make a unit impossible to start.\nsalt '*' service.mask sshd",
                (context, arguments) -> order("mask", arguments));
        functions.add(
                "unmask",
                Parameters.of("name", "runtime=False", "root=None"),
                "Make a masked unit possible to start again.\nsalt '*' service.unmask sshd",
                (context, arguments) -> order("unmask", arguments));
        functions.add(
                "systemctl_reload",
                Parameters.of(),
                "Let systemd read its units again.\nsalt '*' service.systemctl_reload",
                (context, arguments) -> {
                    Commands.Result result = systemctl("daemon-reload");
                    if (!result.isSuccess()) {
                        throw new CommandExecutionException(
                                "Problem performing systemctl daemon-reload: " + message(result));
                    }
                    return true;
                });
    }

    private boolean order(String verb, Arguments arguments) {
        String unit = unit(arguments.text("name"));
        boolean mayUnmask = arguments.named().containsKey("unmask") && arguments.flag("unmask");
        if (mayUnmask) {
            systemctl("unmask", unit);
        }
        List<String> command = new ArrayList<>(List.of(verb));
        if (arguments.named().containsKey("no_block") && arguments.flag("no_block")) {
            command.add("--no-block");
        }
        if (arguments.named().containsKey("runtime") && arguments.flag("runtime")) {
            command.add("--runtime");
        }
        command.add(unit);
        Commands.Result result = systemctl(command.toArray(new String[0]));
        if (!result.isSuccess()) {
            throw new CommandExecutionException(message(result));
        }
        return true;
    }

    private static String message(Commands.Result result) {
        return result.stderr().isEmpty() ? result.stdout() : result.stderr();
    }
}
