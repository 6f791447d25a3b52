package io.brine.cli;

import io.brine.functions.FunctionRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every command by its name: {@code brine salt ...} is {@code salt ...}. */
public final class Main {
    private static final Map<String, Supplier<Command>> COMMANDS = Map.ofEntries(
            Map.entry("salt", SaltCommand::new),
            Map.entry("salt-api", ApiCommand::new),
            Map.entry("salt-key", KeyCommand::new),
            Map.entry("salt-run", RunCommand::new),
            Map.entry("salt-call", CallCommand::new),
            Map.entry("salt-cp", CopyCommand::new),
            Map.entry("salt-master", MasterCommand::new),
            Map.entry("salt-minion", MinionCommand::new),
            Map.entry("jobs", JobsCommand::new),
            Map.entry("events", EventsCommand::new),
            Map.entry("top", TopCommand::new),
            Map.entry("demo", DemoCommand::new));

    private static final Map<String, String> SHORT_NAMES = Map.of(
            "key", "salt-key",
            "api", "salt-api",
            "run", "salt-run",
            "call", "salt-call",
            "cp", "salt-cp",
            "master", "salt-master",
            "minion", "salt-minion");

    private Main() {}

    /** @param args the command's name and its words */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofThisProcess();
        if (!isDaemon(args)) {
            ConsoleLogProvider.use(logLevel(args));
        }
        int code = run(List.of(args), terminal);
        terminal.flush();
        System.exit(code);
    }

    private static boolean isDaemon(String[] args) {
        return args.length > 0 && args[0].matches("(salt-)?(master|minion|api)|demo");
    }

    /** The level asked for on the command line, found before anything may log. */
    private static String logLevel(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--log-level=")) {
                return args[i].substring("--log-level=".length());
            }
            if ((args[i].equals("-l") || args[i].equals("--log-level"))
                    && i + 1 < args.length
                    && !args[0].contains("key")) {
                return args[i + 1];
            }
        }
        return "warning";
    }

    /** Runs one command. @return its exit code */
    public static int run(List<String> args, Terminal terminal) {
        String name = args.isEmpty() ? "" : args.get(0);
        Supplier<Command> command = COMMANDS.get(SHORT_NAMES.getOrDefault(name, name));
        if (command == null) {
            terminal.complain("usage: brine "
                    + String.join(" | ", COMMANDS.keySet().stream().sorted().toList()) + " ...");
            return name.isEmpty() ? ExitCodes.OK : ExitCodes.USAGE;
        }
        if (isDaemon(args.toArray(new String[0])) && (args.contains("-d") || args.contains("--daemon"))) {
            return Background.start(args);
        }
        return run(command.get(), args.subList(1, args.size()), terminal);
    }

    /** {@code salt-call} for a program that brings functions of its own. @param words after the command's name */
    public static int call(List<String> words, Terminal terminal, FunctionRegistry functions) {
        return run(new CallCommand(functions), words, terminal);
    }

    private static int run(Command command, List<String> words, Terminal terminal) {
        try {
            return command.start(words, terminal);
        } catch (ExitException end) {
            terminal.flush();
            if (end.getMessage() != null) {
                terminal.err().print(end.getMessage());
                terminal.err().flush();
            }
            return end.code();
        }
    }
}
