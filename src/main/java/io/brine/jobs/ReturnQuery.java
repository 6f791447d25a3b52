package io.brine.jobs;

import java.util.Optional;

/**
 * Which returns are looked for.
 *
 * @param jobs which jobs they are of: functions, minion, time, success (of the return itself) and the most to find
 * @param text has to be somewhere in the return; empty for any
 * @param key a path of keys separated by colons, or one key anywhere in the return; empty for any
 * @param value what is there, as text; a shell pattern
 */
public record ReturnQuery(JobQuery jobs, String text, String key, String value, Optional<Long> retcode) {}
