package io.brine.monitor.board;

import io.brine.monitor.FileMeters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who pulls which file. */
final class PullPage {
    private static final int MOST_PULLS = 200;
    private static final int MOST_FILES = 20;

    private final FileMeters files;

    PullPage(FileMeters files) {
        this.files = files;
    }

    /** {@code {pulls: [[minion, path, saltenv, bytes, seconds it took, last, failures]], files: [[path, pulls, bytes]], minions: 3}}. */
    Map<String, Object> tree() {
        List<FileMeters.Pull> pulls = files.pulls();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("minions", pulls.size());
        tree.put("pulls", pulls.stream().limit(MOST_PULLS).map(PullPage::row).toList());
        tree.put(
                "files",
                files.topFiles(MOST_FILES).stream()
                        .map(file -> Arrays.asList(file.path(), file.pulls(), file.bytes()))
                        .toList());
        return tree;
    }

    private static List<Object> row(FileMeters.Pull pull) {
        return Arrays.asList(
                pull.minion(),
                pull.path(),
                pull.saltenv(),
                pull.bytes(),
                (pull.last().toEpochMilli() - pull.began().toEpochMilli()) / 1000.0,
                pull.last().getEpochSecond(),
                pull.failures());
    }
}
