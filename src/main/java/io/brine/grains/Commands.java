package io.brine.grains;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Commands of a machine, run without a shell. */
public interface Commands {
    /** What a command said. @param stdout without trailing line ends, as Salt's {@code cmd.run_all} gives it */
    record Result(int retcode, String stdout, String stderr) {
        public boolean isSuccess() {
            return retcode == 0;
        }

        public List<String> lines() {
            return stdout.lines().toList();
        }
    }

    /** The command's path, looked for in PATH and then in the usual directories. */
    Optional<Path> which(String name);

    /** Runs it to its end; empty if there is no such command or it did not end in time. */
    Optional<Result> run(List<String> argv);

    default Optional<Result> run(String... argv) {
        return run(List.of(argv));
    }

    /** Its output if it ended with 0. */
    default Optional<String> output(String... argv) {
        return run(argv).filter(Result::isSuccess).map(Result::stdout);
    }

    default boolean has(String name) {
        return which(name).isPresent();
    }
}
