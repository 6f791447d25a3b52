package io.brine.wire;

import java.util.List;

/** The names of what a minion may ask of the file server (PROTOCOL 7); {@code _file_recv} goes the other way. */
public final class FileCommand {
    public static final List<String> ALL = List.of(
            "_serve_file",
            "_file_find",
            "_file_hash",
            "_file_hash_and_stat",
            "_file_list",
            "_file_list_emptydirs",
            "_dir_list",
            "_symlink_list",
            "_file_envs");

    private FileCommand() {}
}
