package io.brine.modules.execution;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.PublishedArguments;
import io.brine.functions.Registrar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code publish}: jobs from one minion to others, as far as {@code peer} of the master allows. Source: 3006.0 salt/modules/publish.py */
final class PublishModule implements FunctionModule {
    @Override
    public String name() {
        return "publish";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "publish",
                Parameters.of("tgt", "fun", "arg=None", "tgt_type=glob", "returner=", "timeout=5", "via_master=None"),
                "Run a function on other minions and return what they returned.\n"
                        + "salt system.example.com publish.publish '*' user.add 'foo,1020,1020'",
                (context, arguments) -> publish(context, arguments, "clean"));
        functions.add(
                "full_data",
                Parameters.of("tgt", "fun", "arg=None", "tgt_type=glob", "returner=", "timeout=5"),
                "Run a function on other minions and return all they sent.\n"
                        + "salt system.example.com publish.full_data '*' cmd.run 'ls -la /tmp'",
                (context, arguments) -> publish(context, arguments, "full"));
        functions.add(
                "runner",
                Parameters.of("fun", "arg=None", "timeout=5"),
                "Run a runner on the master, as far as peer_run allows.\nsalt publish.runner manage.down",
                PublishModule::runner);
    }

    private static Object publish(CallContext context, Arguments arguments, String form) throws InterruptedException {
        String fun = arguments.text("fun");
        if (!context.master().isConnected() || fun.startsWith("publish.")) {
            return Map.of();
        }
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("fun", fun);
        job.put("arg", arg(arguments.value("arg")));
        job.put("tgt", arguments.value("tgt"));
        job.put("tgt_type", arguments.text("tgt_type"));
        job.put("ret", arguments.text("returner"));
        return PeerRequests.publish(context, job, timeout(arguments), form);
    }

    private static Object runner(CallContext context, Arguments arguments) {
        if (!context.master().isConnected()) {
            return "No access to master. If using salt-call with --local, please remove.";
        }
        return PeerRequests.runner(
                context, arguments.text("fun"), arg(arguments.value("arg")), Map.of(), timeout(arguments));
    }

    /** One argument, or a list of them written as YAML. */
    private static List<Object> arg(Object given) {
        Object read = given instanceof String text ? PublishedArguments.readWord(text) : given;
        if (read instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        }
        return read == null ? List.of() : List.of(read);
    }

    private static double timeout(Arguments arguments) {
        return arguments.optionalNumber("timeout").orElse(5.0);
    }
}
