package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.CommandNotFoundException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code disk}: how full file systems are and what block devices are called. Source: 3006.0 modules/disk.py */
final class DiskModule implements FunctionModule {
    private static final String FLAGS = "aBhHiklPtTxv";
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9_]+)=\"([^\"]*)\"");

    private final Commands commands;

    DiskModule(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "usage",
                Parameters.of("args=None"),
                "Return how full the mounted file systems are.\nsalt '*' disk.usage",
                (context, arguments) -> named(
                        df(flags(arguments, "disk.usage", "-P")),
                        "filesystem",
                        "1K-blocks",
                        "used",
                        "available",
                        "capacity"));
        functions.add(
                "inodeusage",
                Parameters.of("args=None"),
                "Return how many inodes are used.\nsalt '*' disk.inodeusage",
                (context, arguments) -> named(
                        df(flags(arguments, "disk.inodeusage", "-iP")), "filesystem", "inodes", "used", "free", "use"));
        functions.add(
                "percent",
                Parameters.of("args=None"),
                "Return the percentage that is used, of all mounts or one.\nsalt '*' disk.percent /var",
                (context, arguments) -> percent(arguments));
        functions.add(
                "blkid",
                Parameters.of("device=None", "token=None"),
                "Return the attributes of block devices.\nsalt '*' disk.blkid /dev/sda",
                (context, arguments) -> blkid(arguments));
        functions.add(
                "fstype",
                Parameters.of("device"),
                "Return the type of the file system on a device.\nsalt '*' disk.fstype /dev/sdX1",
                (context, arguments) -> fstype(arguments.text("device")));
    }

    private static List<String> flags(Arguments arguments, String caller, String first) {
        List<String> command = new ArrayList<>(List.of("df", first));
        StringBuilder flags = new StringBuilder();
        String given = arguments.value("args") instanceof List<?> list
                ? String.join("", list.stream().map(String::valueOf).toList())
                : arguments.optionalText("args").orElse("");
        for (char flag : given.toCharArray()) {
            if (FLAGS.indexOf(flag) < 0) {
                throw new CommandExecutionException("Invalid flag passed to " + caller);
            }
            flags.append(flag);
        }
        if (flags.length() > 0) {
            command.add("-" + flags);
        }
        return command;
    }

    /** Rows by mount point: the name of the file system may hold blanks, the numbers begin at the first whole number. */
    private Map<String, List<String>> df(List<String> command) {
        String output = commands.run(command).map(Commands.Result::stdout).orElse("");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            Matcher row = Pattern.compile("(.+?)\\s+(\\d+\\S*|-)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(/.*)")
                    .matcher(line);
            if (!line.startsWith("Filesystem") && row.matches()) {
                rows.put(row.group(6), List.of(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5)));
            }
        }
        return rows;
    }

    private static Map<String, Object> named(Map<String, List<String>> rows, String... names) {
        Map<String, Object> result = new LinkedHashMap<>();
        rows.forEach((mount, row) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                fields.put(names[i], row.get(i));
            }
            result.put(mount, fields);
        });
        return result;
    }

    private Object percent(Arguments arguments) {
        Map<String, Object> percents = new LinkedHashMap<>();
        df(List.of("df", "-P")).forEach((mount, row) -> percents.put(mount, row.get(4)));
        Optional<String> mount = arguments.optionalText("args").filter(text -> !text.isEmpty());
        return mount.isEmpty() ? percents : percents.getOrDefault(mount.get(), Map.of());
    }

    private Object blkid(Arguments arguments) {
        if (!commands.has("blkid")) {
            throw new CommandNotFoundException("'disk.blkid' is not available: blkid is not installed");
        }
        List<String> command = new ArrayList<>(List.of("blkid"));
        if (!arguments.isNil("device")) {
            command.add(arguments.text("device"));
        } else if (!arguments.isNil("token")) {
            command.addAll(List.of("-t", arguments.text("token")));
        }
        Map<String, Object> devices = new LinkedHashMap<>();
        for (String line : commands.run(command)
                .filter(Commands.Result::isSuccess)
                .map(Commands.Result::lines)
                .orElse(List.of())) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(line);
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            int colon = line.indexOf(": ");
            devices.put(colon < 0 ? line : line.substring(0, colon), attributes);
        }
        return devices;
    }

    private String fstype(String device) {
        return second(commands.output("lsblk", "-o", "fstype", device))
                .or(() -> second(commands.output("df", "-T", device)))
                .orElse("");
    }

    private static Optional<String> second(Optional<String> output) {
        return output.flatMap(text -> text.lines().skip(1).findFirst())
                .map(String::strip)
                .filter(type -> !type.isEmpty());
    }
}
