package io.brine.pillar;

import io.brine.fileserver.FileServer;
import io.brine.fileserver.FoundFile;
import io.brine.render.RenderPipe;
import io.brine.target.Fnmatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The files below {@code pillar_roots} as SLS names: {@code a.b} is a/b.sls, else a/b/init.sls. Source: 3006.0 salt/fileclient.py get_state, list_states. */
final class PillarTree {
    private static final String INIT = "/init.sls";

    private final FileServer files;
    private final RenderPipe pipe;
    private final Consumer<Duration> renderTimes;

    /** @param isInit whether it is the init.sls of a directory */
    record Sls(Path file, boolean isInit) {}

    /** @param renderTimes told how long each file took, also one that could not be rendered */
    PillarTree(FileServer files, RenderPipe pipe, Consumer<Duration> renderTimes) {
        this.files = files;
        this.pipe = pipe;
        this.renderTimes = renderTimes;
    }

    /** @throws io.brine.render.RenderException if the file cannot be rendered */
    Object render(Path file) {
        long began = System.nanoTime();
        try {
            return pipe.render(file);
        } finally {
            renderTimes.accept(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    Optional<Path> file(String path, String saltenv) {
        return files.find(path, saltenv).map(FoundFile::file);
    }

    Optional<Sls> sls(String name, String saltenv) {
        String path = name.replace('.', '/');
        return file(path + ".sls", saltenv)
                .map(file -> new Sls(file, false))
                .or(() -> file(path + INIT, saltenv).map(file -> new Sls(file, true)));
    }

    /** The names of this environment that match a shell pattern, sorted. */
    List<String> matching(String pattern, String saltenv) {
        Fnmatch names = Fnmatch.compile(pattern);
        return files.lists(saltenv).files().stream()
                .filter(path -> path.endsWith(".sls"))
                .map(path -> path.substring(0, path.length() - (path.endsWith(INIT) ? INIT.length() : 4))
                        .replace('/', '.'))
                .distinct()
                .sorted()
                .filter(names::matches)
                .toList();
    }
}
