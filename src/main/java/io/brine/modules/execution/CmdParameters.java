package io.brine.modules.execution;

import io.brine.functions.Parameters;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The long parameter lists of {@code cmd}, in the order positional arguments have. A name has the same default in nearly all of
 * them, so that it is written here once; a list says only where it differs. Source: 3006.0 salt/modules/cmdmod.py
 */
final class CmdParameters {
    /** What is not named here is {@code None}. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("shell", "/bin/sh"),
            Map.entry("clean_env", "False"),
            Map.entry("rstrip", "True"),
            Map.entry("output_loglevel", "debug"),
            Map.entry("hide_output", "False"),
            Map.entry("reset_system_locale", "True"),
            Map.entry("ignore_retcode", "False"),
            Map.entry("use_vt", "False"),
            Map.entry("bg", "False"),
            Map.entry("encoded_cmd", "False"),
            Map.entry("raise_err", "False"),
            Map.entry("redirect_stderr", "False"));

    static final Parameters RUN = list("cmd", """
            cwd stdin runas group shell python_shell env clean_env template rstrip umask output_encoding
            output_loglevel log_callback hide_output timeout reset_system_locale ignore_retcode saltenv use_vt
            bg password encoded_cmd raise_err prepend_path success_retcodes success_stdout success_stderr""");

    static final Parameters SHELL = list("cmd", """
            cwd stdin runas group shell env clean_env template rstrip umask output_encoding output_loglevel
            log_callback hide_output timeout reset_system_locale ignore_retcode saltenv use_vt bg password
            prepend_path success_retcodes success_stdout success_stderr""");

    static final Parameters RUN_STDOUT = list("cmd", """
            cwd stdin runas group shell python_shell env clean_env template rstrip umask output_encoding
            output_loglevel log_callback hide_output timeout reset_system_locale ignore_retcode saltenv use_vt
            password prepend_path success_retcodes success_stdout success_stderr""");

    static final Parameters RUN_ALL = list("cmd", """
            cwd stdin runas group shell python_shell env clean_env template rstrip umask output_encoding
            output_loglevel log_callback hide_output timeout reset_system_locale ignore_retcode saltenv use_vt
            redirect_stderr password encoded_cmd prepend_path success_retcodes success_stdout success_stderr""");

    static final Parameters RETCODE = list("cmd", """
            cwd stdin runas group shell python_shell env clean_env template umask output_encoding
            output_loglevel log_callback timeout reset_system_locale ignore_retcode saltenv use_vt password
            success_retcodes success_stdout success_stderr""");

    static final Parameters RUN_BG = list("cmd", """
            cwd runas group shell python_shell env clean_env template umask timeout output_encoding
            output_loglevel log_callback reset_system_locale ignore_retcode saltenv password prepend_path
            success_retcodes success_stdout success_stderr""");

    static final Parameters RUN_CHROOT = list("root cmd", """
            cwd stdin runas group shell python_shell=True binds env clean_env template rstrip umask
            output_encoding output_loglevel=quiet log_callback hide_output timeout reset_system_locale
            ignore_retcode saltenv use_vt bg success_retcodes success_stdout success_stderr""");

    static final Parameters SCRIPT = list("source", """
            args cwd stdin runas group shell python_shell env template umask output_encoding output_loglevel
            log_callback hide_output timeout reset_system_locale saltenv use_vt bg password success_retcodes
            success_stdout success_stderr""");

    static final Parameters SCRIPT_RETCODE = list("source", """
            args cwd stdin runas group shell python_shell env template=jinja umask timeout reset_system_locale
            saltenv output_encoding output_loglevel log_callback use_vt password success_retcodes
            success_stdout success_stderr""");

    static final Parameters EXEC_CODE = Parameters.of("lang", "code", "cwd=None", "args=None", "**kwargs");

    private CmdParameters() {}

    /** @param optional names, each with its default here where that is another than everywhere */
    private static Parameters list(String required, String optional) {
        Stream<String> declared = Stream.of(optional.split("\\s+"))
                .map(name -> name.contains("=") ? name : name + "=" + DEFAULTS.getOrDefault(name, "None"));
        return Parameters.of(Stream.of(Stream.of(required.split(" ")), declared, Stream.of("**kwargs"))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }
}
