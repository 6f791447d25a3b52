package io.brine.cli;

import java.util.List;

/** The options of {@code salt-cp}. Source: 3006.0 salt/utils/parsers.py SaltCPOptionParser. */
final class CopyOptions {
    static final Synopsis SYNOPSIS = new Synopsis(
            "salt-cp",
            "[options] '<target>' SOURCE DEST",
            "Copies files of this host to minions. The master's file server is the better way for large files and many minions.",
            List.of(
                    CommonOptions.general(CommonOptions.timeout(5), CommonOptions.hardCrash(), CommonOptions.strict()),
                    CommonOptions.logging(),
                    CommonOptions.targets(false),
                    CommonOptions.targetDetails(),
                    CommonOptions.output(),
                    new OptGroup(
                            "File Options",
                            "",
                            List.of(
                                    Opt.flag(
                                            "chunked",
                                            "Send files in pieces: large ones, and directories with all that is below them.",
                                            "-C",
                                            "--chunked"),
                                    Opt.off("gzip", "Do not compress the pieces.", "-n", "--no-compression")))),
            List.of(
                    "salt-cp 'web*' motd /etc/motd",
                    "salt-cp -L web1,db1 a.conf b.conf /etc/app/",
                    "salt-cp -C 'web*' site /srv/www          a directory"));

    private CopyOptions() {}
}
