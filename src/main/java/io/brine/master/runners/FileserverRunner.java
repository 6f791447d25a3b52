package io.brine.master.runners;

import io.brine.fileserver.FileLists;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Map;
import java.util.function.Function;

/** {@code fileserver.*}: what the master serves. Source: 3006.0 runners/fileserver.py. */
final class FileserverRunner implements FunctionModule {
    private static final Parameters LISTED = Parameters.of("saltenv=base", "backend=None");

    private final RunnerContext context;

    FileserverRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "fileserver";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "envs",
                Parameters.of("backend=None", "sources=False"),
                "Environments.\n\nsalt-run fileserver.envs",
                (call, arguments) -> context.files().environments());
        functions.add(
                "file_list",
                LISTED,
                "Files of an environment.\n\nsalt-run fileserver.file_list",
                (call, arguments) -> lists(arguments, FileLists::files));
        functions.add(
                "dir_list",
                LISTED,
                "Directories of an environment.\n\nsalt-run fileserver.dir_list",
                (call, arguments) -> lists(arguments, FileLists::dirs));
        functions.add(
                "empty_dir_list",
                LISTED,
                "Empty directories of an environment.\n\nsalt-run fileserver.empty_dir_list",
                (call, arguments) -> lists(arguments, FileLists::emptyDirs));
        functions.add(
                "symlink_list",
                LISTED,
                "Symbolic links of an environment.\n\nsalt-run fileserver.symlink_list",
                (call, arguments) -> lists(arguments, FileLists::links));
        for (String name : new String[] {"update", "clear_cache", "clear_file_list_cache", "clear_lock"}) {
            functions.add(
                    name,
                    Parameters.of("backend=None", "saltenv=None", "**kwargs"),
                    "Look at the files anew.\n\nsalt-run fileserver." + name,
                    (call, arguments) -> {
                        context.files().update();
                        return name.equals("update") ? (Object) true : Map.of("cleared", Map.of());
                    });
        }
    }

    private <T> T lists(Arguments arguments, Function<FileLists, T> part) {
        return part.apply(context.files().lists(arguments.text("saltenv")));
    }
}
