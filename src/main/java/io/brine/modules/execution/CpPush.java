package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.target.Fnmatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files sent up to the master. Source: 3006.0 salt/modules/cp.py push, push_dir */
final class CpPush {
    private static final Logger log = LoggerFactory.getLogger(CpPush.class);

    private CpPush() {}

    static Object file(CallContext context, Arguments arguments) throws IOException {
        Optional<String> uploadPath = arguments.optionalText("upload_path").filter(path -> !path.isEmpty());
        Path source = Path.of(arguments.text("path"));
        if (isBad(arguments.text("path")) || !Files.exists(source)) {
            return false;
        }
        Path real = arguments.flag("keep_symlinks") ? source : source.toRealPath();
        boolean isSent = send(context, real, uploadPath);
        if (isSent && arguments.flag("remove_source")) {
            Files.deleteIfExists(real);
        }
        return isSent;
    }

    static Object directory(CallContext context, Arguments arguments) throws IOException {
        Path source = Path.of(arguments.text("path"));
        if (isBad(arguments.text("path")) || !Files.exists(source)) {
            return false;
        }
        Path root = source.toRealPath();
        Optional<String> uploadPath = arguments.optionalText("upload_path").filter(path -> !path.isEmpty());
        if (Files.isRegularFile(root)) {
            return send(context, root, uploadPath);
        }
        List<Path> files = files(root, arguments.optionalText("glob"));
        for (Path file : files) {
            boolean isSent = send(context, file, uploadPath.map(path -> path + "/" + root.relativize(file)));
            if (!isSent) {
                return false;
            }
        }
        return !files.isEmpty();
    }

    private static boolean send(CallContext context, Path file, Optional<String> uploadPath) {
        if (!Files.isRegularFile(file)
                || uploadPath.filter(path -> path.contains("../")).isPresent()) {
            return false;
        }
        List<String> remote = new ArrayList<>();
        Path.of(uploadPath.orElse(file.toString())).normalize().forEach(part -> remote.add(part.toString()));
        boolean isSent = context.files().push(file, remote);
        if (!isSent) {
            log.error("cp.push failed. Ensure master has 'file_recv' set to 'True' and that the file is not larger than"
                    + " the 'file_recv_size_max' setting on the master.");
        }
        return isSent;
    }

    private static List<Path> files(Path root, Optional<String> glob) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> glob.isEmpty()
                            || Fnmatch.matches(glob.get(), file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBad(String path) {
        return path.contains("../") || !Path.of(path).isAbsolute();
    }
}
