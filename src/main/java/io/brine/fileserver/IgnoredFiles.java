package io.brine.fileserver;

import io.brine.config.FilesConfig;
import io.brine.target.Fnmatch;
import io.brine.target.PyRegex;
import java.util.List;
import java.util.Optional;

/** {@code file_ignore_regex} (anywhere in the path) and {@code file_ignore_glob} (all of it). Source: 3006.0 salt/fileserver/__init__.py is_file_ignored. */
final class IgnoredFiles {
    private final List<PyRegex> expressions;
    private final List<Fnmatch> globs;

    IgnoredFiles(FilesConfig config) {
        expressions = config.ignoreRegex().stream()
                .map(PyRegex::compile)
                .flatMap(Optional::stream)
                .toList();
        globs = config.ignoreGlob().stream().map(Fnmatch::compile).toList();
    }

    boolean contain(String path) {
        return expressions.stream().anyMatch(expression -> expression.finds(path))
                || globs.stream().anyMatch(glob -> glob.matches(path));
    }
}
