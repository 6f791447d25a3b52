package io.brine.cli;

import io.brine.cli.output.Color;
import io.brine.cli.output.OutputSettings;
import io.brine.cli.output.Outputters;
import io.brine.cli.output.Palette;
import io.brine.data.DataException;
import io.brine.data.Trees;
import io.brine.data.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Shows data through the outputter asked for, on the terminal or in {@code --out-file}. Options of the command line lie over
 * those of the configuration. Source: 3006.0 salt/output/__init__.py display_output, get_printout.
 */
final class OutputPrinter {
    private final Terminal terminal;
    private final OutputSettings settings;
    private final Optional<Path> file;
    private final Outputters outputters;

    private OutputPrinter(Terminal terminal, OutputSettings settings, Optional<Path> file) {
        this.terminal = terminal;
        this.settings = settings;
        this.file = file;
        this.outputters = new Outputters(complaint -> terminal.complain("[ERROR   ] " + complaint));
    }

    /** @param configured all options of the configuration, by name */
    static OutputPrinter of(Terminal terminal, Map<String, Object> configured, Given given) {
        Map<String, Object> options = new LinkedHashMap<>(configured);
        options.putAll(given.options());
        given.text("state_verbose").ifPresent(text -> options.put("state_verbose", truth(text)));
        // nil is Salt's default here and must count as absent
        options.computeIfPresent("output", (key, value) -> "".equals(value) ? null : value);
        if (options.get("output_indent") == null) {
            options.remove("output_indent");
        }
        OutputSettings settings = OutputSettings.of(options, palette(terminal, options));
        Optional<Path> file = given.filled("output_file").map(Path::of);
        OutputPrinter printer = new OutputPrinter(terminal, settings, file);
        if (!given.flag("output_file_append")) {
            file.filter(Files::isRegularFile).ifPresent(OutputPrinter::empty);
        }
        return printer;
    }

    private static Object truth(String text) {
        return switch (text) {
            case "True", "true" -> true;
            case "False", "false" -> false;
            default -> text;
        };
    }

    private static Palette palette(Terminal terminal, Map<String, Object> options) {
        boolean forced = Boolean.TRUE.equals(options.get("force_color"));
        boolean off = Boolean.TRUE.equals(options.get("no_color"));
        Object configured = options.get("color");
        if (!forced && (off || !terminal.isTty() || Boolean.FALSE.equals(configured))) {
            return Palette.off();
        }
        if (!forced && configured instanceof String name) {
            for (Color color : Color.values()) {
                if (color.name().equals(name)) {
                    return Palette.only(color);
                }
            }
        }
        return options.get("color_theme") instanceof String theme && !theme.isEmpty()
                ? Palette.themed(theme(Path.of(theme)))
                : Palette.on();
    }

    /** A theme that cannot be read leaves the colours as they are. */
    private static Map<String, String> theme(Path file) {
        Map<String, String> theme = new LinkedHashMap<>();
        try {
            Trees.fields(Yaml.load(Files.readString(file), file.toString()))
                    .forEach((name, codes) -> theme.put(name, String.valueOf(codes)));
        } catch (IOException | DataException unreadable) {
            theme.clear();
        }
        return theme;
    }

    private static void empty(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException denied) {
            throw new ExitException(ExitCodes.USAGE, file + ": Access denied: " + denied.getMessage() + "\n");
        }
    }

    /** @param out the outputter the data asks for, or empty */
    void show(Object data, String out) {
        show(data, out, 0);
    }

    void show(Object data, String out, int retcode) {
        String text = outputters.format(data, out, settings.withRetcode(retcode));
        if (text.isEmpty()) {
            return;
        }
        if (file.isEmpty()) {
            terminal.print(text);
            return;
        }
        try {
            Files.writeString(file.get(), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new ExitException(
                    ExitCodes.GENERIC, "cannot write " + file.get() + ": " + failed.getMessage() + "\n");
        }
    }

    /** The same with options for a certain function, which some outputters look at. */
    OutputPrinter with(Map<String, Object> more, Map<String, Object> configured, Given given) {
        Map<String, Object> options = new LinkedHashMap<>(configured);
        options.putAll(more);
        Given appending = new Given(new LinkedHashMap<>(given.options()), given.words());
        appending.options().put("output_file_append", true);
        return of(terminal, options, appending);
    }
}
