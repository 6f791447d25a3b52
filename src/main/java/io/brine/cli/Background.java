package io.brine.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --daemon}: a JVM cannot fork, so the same command is started once more in a session of its own, without the option
 * and without a terminal; this process ends when that one has begun.
 */
final class Background {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Background() {}

    /** @param args the command's name and all its words */
    static int start(List<String> args) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String home = System.getProperty("brine.home");
        command.add("-XX:+ExitOnOutOfMemoryError");
        if (home != null) {
            command.add("-Dbrine.home=" + home);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        args.stream()
                .filter(word -> !word.equals("-d") && !word.equals("--daemon"))
                .forEach(command::add);
        command.add("--in-background");
        try {
            new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(new File("/dev/null"))
                    .redirectError(new File("/dev/null"))
                    .start();
            return ExitCodes.OK;
        } catch (IOException refused) {
            throw new ExitException(
                    ExitCodes.GENERIC, "cannot start in the background: " + refused.getMessage() + "\n");
        }
    }
}
