package io.brine.modules.execution;

import io.brine.functions.Parameters;
import io.brine.functions.Registrar;

/** The functions of {@code file} that change the contents of a file. */
final class FileEdits {
    void register(Registrar functions) {
        FileReplace.register(functions);
        FileComments.register(functions);
        functions.add(
                "line",
                Parameters.of(
                        "path",
                        "content=None",
                        "match=None",
                        "mode=None",
                        "location=None",
                        "before=None",
                        "after=None",
                        "show_changes=True",
                        "backup=False",
                        "quiet=False",
                        "indent=True"),
                "Ensure, insert, replace or delete one line.\n"
                        + "salt '*' file.line /etc/nsswitch.conf \"networks: files dns\" after=\"hosts:.*?\" mode='ensure'",
                (context, arguments) -> new FileLineEdit(arguments).run(Boolean.TRUE.equals(context.option("test"))));
        functions.add(
                "blockreplace",
                Parameters.of(
                        "path",
                        "marker_start=#-- start managed zone --",
                        "marker_end=#-- end managed zone --",
                        "content=''",
                        "append_if_not_found=False",
                        "prepend_if_not_found=False",
                        "backup=.bak",
                        "dry_run=False",
                        "show_changes=True",
                        "append_newline=False",
                        "insert_before_match=None",
                        "insert_after_match=None"),
                "Replace the text between two marks.\n"
                        + "salt '*' file.blockreplace /etc/hosts '#-- start managed zone foobar' '#-- end managed zone foobar' $'10.0.1.1 foo' True",
                (context, arguments) -> new FileBlock(arguments).run());
    }
}
