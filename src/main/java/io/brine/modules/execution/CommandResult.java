package io.brine.modules.execution;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command left behind.
 *
 * @param retcode nil while the command still runs in the background
 */
record CommandResult(long pid, Long retcode, String stdout, String stderr) {
    /** {pid, retcode, stdout, stderr}: the return of {@code cmd.run_all}. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pid", pid);
        map.put("retcode", retcode);
        map.put("stdout", stdout);
        map.put("stderr", stderr);
        return map;
    }

    CommandResult withoutOutput() {
        return new CommandResult(pid, retcode, "", "");
    }
}
