package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code system}: the clock, the description and the end of the host. Source: 3006.0 modules/system.py */
final class SystemModule implements FunctionModule {
    private static final Pattern OFFSET = Pattern.compile("([+-])?(\\d\\d)(\\d\\d)");
    private static final Pattern PRETTY_HOSTNAME = Pattern.compile("^\\s*PRETTY_HOSTNAME=(.*)$", Pattern.MULTILINE);

    private final Host host;
    private final Clock clock;

    SystemModule(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "system";
    }

    @Override
    public void register(Registrar functions) {
        registerEnd(functions);
        registerClock(functions);
        functions.add(
                "get_computer_desc",
                Parameters.of(),
                "Return the pretty name of the host, False if it has none.\nsalt '*' system.get_computer_desc",
                (context, arguments) -> description());
        functions.add(
                "set_computer_desc",
                Parameters.of("desc"),
                "Set the pretty name of the host.\nsalt '*' system.set_computer_desc \"Michael's laptop\"",
                (context, arguments) -> host.commands()
                        .output("hostnamectl", "set-hostname", "--pretty", arguments.text("desc"))
                        .isPresent());
        functions.add(
                "get_computer_name",
                Parameters.of(),
                "Return the host name.\nsalt '*' system.get_computer_name",
                (context, arguments) -> context.call("network.get_hostname", List.of(), Map.of()));
    }

    private void registerEnd(Registrar functions) {
        functions.add("halt", Parameters.of(), "Halt the host.\nsalt '*' system.halt", (c, a) -> run("halt"));
        functions.add(
                "poweroff",
                Parameters.of(),
                "Power the host off.\nsalt '*' system.poweroff",
                (c, a) -> run("poweroff"));
        functions.add(
                "init",
                Parameters.of("runlevel"),
                "Change the run level.\nsalt '*' system.init 3",
                (context, arguments) -> run("init", arguments.text("runlevel")));
        functions.add(
                "reboot",
                Parameters.of("at_time=None"),
                "Restart the host, now or in this many minutes.\nsalt '*' system.reboot",
                (context, arguments) -> run("shutdown", "-r", atTime(arguments)));
        functions.add(
                "shutdown",
                Parameters.of("at_time=None"),
                "Shut the host down, now or in this many minutes.\nsalt '*' system.shutdown 5",
                (context, arguments) -> run("shutdown", "-h", atTime(arguments)));
    }

    private static String atTime(Arguments arguments) {
        return arguments
                .optionalText("at_time")
                .filter(time -> !time.equals("0"))
                .orElse("now");
    }

    private String run(String... argv) {
        Commands.Result result = host.commands()
                .run(argv)
                .orElseThrow(
                        () -> new CommandExecutionException("Unable to run command '" + String.join(" ", argv) + "'"));
        return (result.stdout() + "\n" + result.stderr()).strip();
    }

    private void registerClock(Registrar functions) {
        Parameters offset = Parameters.of("utc_offset=None");
        functions.add(
                "get_system_date",
                offset,
                "Return the date.\nsalt '*' system.get_system_date",
                (context, arguments) -> now(arguments, "EEE MM/dd/yyyy"));
        functions.add(
                "get_system_time",
                offset,
                "Return the time.\nsalt '*' system.get_system_time",
                (context, arguments) -> now(arguments, "hh:mm:ss a"));
        functions.add(
                "get_system_date_time",
                offset,
                "Return date and time.\nsalt '*' system.get_system_date_time \"'-0500'\"",
                (context, arguments) -> now(arguments, "yyyy-MM-dd HH:mm:ss"));
        functions.add(
                "has_settable_hwclock",
                Parameters.of(),
                "Tell whether there is a hardware clock that can be set.\nsalt '*' system.has_settable_hwclock",
                (context, arguments) ->
                        host.commands().output("hwclock", "--test", "--systohc").isPresent());
        functions.add(
                "set_system_date_time",
                Parameters.of(
                        "years=None",
                        "months=None",
                        "days=None",
                        "hours=None",
                        "minutes=None",
                        "seconds=None",
                        "utc_offset=None"),
                "Set the clock; what is not given stays.\nsalt '*' system.set_system_date_time 2015 5 12 11 37 53 \"'-0500'\"",
                this::setClock);
    }

    private ZonedDateTime now(Arguments arguments) {
        if (arguments.isNil("utc_offset")) {
            return ZonedDateTime.now(clock);
        }
        Matcher offset = OFFSET.matcher(arguments.text("utc_offset"));
        if (!offset.matches()) {
            throw new InvocationException("Invalid UTC offset");
        }
        int seconds = Integer.parseInt(offset.group(2)) * 3600 + Integer.parseInt(offset.group(3)) * 60;
        return ZonedDateTime.now(clock)
                .withZoneSameInstant(ZoneOffset.ofTotalSeconds("-".equals(offset.group(1)) ? -seconds : seconds));
    }

    private String now(Arguments arguments, String format) {
        return DateTimeFormatter.ofPattern(format, Locale.US).format(now(arguments));
    }

    private Object setClock(CallContext context, Arguments arguments) {
        ZonedDateTime now = now(arguments);
        ZonedDateTime wanted = ZonedDateTime.of(
                (int) (long) arguments.optionalInteger("years").orElse((long) now.getYear()),
                (int) (long) arguments.optionalInteger("months").orElse((long) now.getMonthValue()),
                (int) (long) arguments.optionalInteger("days").orElse((long) now.getDayOfMonth()),
                (int) (long) arguments.optionalInteger("hours").orElse((long) now.getHour()),
                (int) (long) arguments.optionalInteger("minutes").orElse((long) now.getMinute()),
                (int) (long) arguments.optionalInteger("seconds").orElse((long) now.getSecond()),
                0,
                now.getZone());
        String utc = DateTimeFormatter.ofPattern("MMddHHmmyyyy.ss").format(wanted.withZoneSameInstant(ZoneOffset.UTC));
        Commands.Result result = host.commands()
                .run("date", "-u", utc)
                .orElseThrow(() -> new CommandExecutionException("date failed: there is no date command"));
        if (!result.isSuccess()) {
            throw new CommandExecutionException("date failed: " + result.stderr());
        }
        host.commands().run("hwclock", "--systohc");
        return true;
    }

    private Object description() {
        String found = host.commands()
                .output("hostnamectl", "status", "--pretty")
                .or(() -> host.files()
                        .text("/etc/machine-info")
                        .map(PRETTY_HOSTNAME::matcher)
                        .filter(Matcher::find)
                        .map(line -> line.group(1).strip().replaceAll("^([\"'])(.*)\\1$", "$2")))
                .orElse(null);
        return found == null
                ? (Object) false
                : found.replace("\\\\", "\\")
                        .replace("\\\"", "\"")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t");
    }
}
