package io.brine.modules.execution;

import io.brine.data.Yaml;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code schedule}: what this minion runs by the clock. That is the update of its mine alone, which is hidden unless all is asked for;
 * jobs of the option {@code schedule} are not run, and so not listed. Source: 3006.0 salt/modules/schedule.py
 */
final class ScheduleModule implements FunctionModule {
    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "list",
                Parameters.of(
                        "show_all=False", "show_disabled=True", "where=None", "return_yaml=True", "offline=False"),
                "Return the jobs that this minion runs by the clock.\nsalt '*' schedule.list\n"
                        + "salt '*' schedule.list show_all=True",
                ScheduleModule::list);
    }

    private static Object list(CallContext context, Arguments arguments) {
        boolean hiddenToo = arguments.flag("show_all") && !arguments.flag("offline");
        boolean asText = arguments.flag("return_yaml");
        Map<String, Object> schedule = new LinkedHashMap<>();
        if (hiddenToo
                && Boolean.TRUE.equals(context.option("mine_enabled"))
                && context.option("mine_interval") instanceof Number minutes
                && minutes.doubleValue() > 0) {
            Map<String, Object> job = new LinkedHashMap<>();
            job.put("enabled", true);
            job.put("function", "mine.update");
            job.put("minutes", minutes);
            if (asText) {
                job.put("saved", false);
            }
            schedule.put("__mine_interval", job);
        }
        return asText ? Yaml.dumpBlock(Map.of("schedule", schedule)) : schedule;
    }
}
