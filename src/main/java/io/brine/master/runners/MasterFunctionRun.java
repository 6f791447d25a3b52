package io.brine.master.runners;

import io.brine.data.Trees;
import io.brine.events.EventSink;
import io.brine.functions.ArgumentBindingException;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls a runner or wheel function and tells the bus before and after:
 * <pre>
 *   salt/run/&lt;jid&gt;/new     {fun: runner.jobs.list_jobs, jid, user, fun_args}
 *   salt/run/&lt;jid&gt;/ret     + {return, success, [outputter]}
 *   salt/wheel/&lt;jid&gt;/new   {fun: wheel.key.list, jid, tag, user, fun_args}, and the same /ret
 * </pre>
 * Source: 3006.0 client/mixins.py SyncClientMixin.low.
 */
public final class MasterFunctionRun {
    private static final List<String> SECRETS = List.of("password", "token");
    private static final long UNKNOWN = 254;

    private final FunctionRegistry functions;
    private final Form form;
    private final EventSink events;
    private final Supplier<String> jids;
    private final RunnerCallContext.Settings settings;

    /** Which family of functions. */
    public enum Form {
        RUNNER("runner", "salt/run/"),
        WHEEL("wheel", "salt/wheel/");

        private final String word;
        private final String tag;

        Form(String word, String tag) {
            this.word = word;
            this.tag = tag;
        }
    }

    /** @param jids makes new jids
     *  @param settings id and options of the master */
    public MasterFunctionRun(
            FunctionRegistry functions,
            Form form,
            EventSink events,
            Supplier<String> jids,
            RunnerCallContext.Settings settings) {
        this.functions = functions;
        this.form = form;
        this.events = events;
        this.jids = jids;
        this.settings = settings;
    }

    /** A function and its arguments. */
    public record Call(String fun, List<Object> args, Map<String, Object> kwargs) {
        /** Positional arguments that are keyword maps ({@code __kwarg__: true}) become keywords. */
        public static Call of(String fun, List<Object> arg, Map<String, Object> kwarg) {
            List<Object> args = new ArrayList<>();
            Map<String, Object> kwargs = new LinkedHashMap<>();
            for (Object value : arg) {
                if (value instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("__kwarg__"))) {
                    kwargs.putAll(Trees.fields(map));
                } else {
                    args.add(value);
                }
            }
            kwargs.putAll(kwarg);
            kwargs.remove("__kwarg__");
            return new Call(fun, args, kwargs);
        }

        /** {@code fun_args} of the events, which everybody hears. */
        List<Object> withoutSecrets() {
            Map<String, Object> open = new LinkedHashMap<>(kwargs);
            SECRETS.forEach(name -> open.replace(name, "**********"));
            return new Call(fun, args, open).asArgs();
        }

        /** As one list, keywords last. */
        public List<Object> asArgs() {
            List<Object> all = new ArrayList<>(args);
            if (!kwargs.isEmpty()) {
                all.add(kwargs);
            }
            return all;
        }
    }

    public String newJid() {
        return jids.get();
    }

    public boolean knows(String fun) {
        return functions.find(fun).isPresent();
    }

    /**
     * A function there is not only returns. Never throws: what goes wrong is the return.
     *
     * @return the data of the {@code ret} event, without its stamp
     */
    public Map<String, Object> run(Call call, String jid, String user) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fun", form.word + "." + call.fun());
        data.put("jid", jid);
        if (form == Form.WHEEL) {
            data.put("tag", form.tag + jid);
        }
        data.put("user", user);
        data.put("fun_args", call.withoutSecrets());
        if (knows(call.fun())) {
            Map<String, Object> begun = new LinkedHashMap<>(data);
            // who reads Salt's files and who the book: see ReturnFileWatch
            begun.put("brine", true);
            events.fire(form.tag + jid + "/new", begun);
        }
        perform(call, jid, user, data);
        events.fire(form.tag + jid + "/ret", data);
        return data;
    }

    /**
     * As the command {@code salt-run} tells of a function there is not: by the name that was typed. Source: 3006.23 runner.py
     * Runner.run.
     *
     * @return the data of the {@code ret} event, without its stamp
     */
    public Map<String, Object> refuse(Call call, String jid) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("success", false);
        data.put("return", "'" + call.fun() + "' is not available.");
        data.put("retcode", UNKNOWN);
        data.put("fun", call.fun());
        data.put("fun_args", call.withoutSecrets());
        data.put("jid", jid);
        events.fire(form.tag + jid + "/ret", data);
        return data;
    }

    private void perform(Call call, String jid, String user, Map<String, Object> data) {
        RunnerCallContext context = new RunnerCallContext(settings, functions, jid, call.fun(), user);
        try {
            Object value = functions.call(context, call.fun(), call.args(), call.kwargs());
            data.put("return", value);
            data.put("success", context.retcode() == 0 && isGood(value));
            functions
                    .find(call.fun())
                    .flatMap(entry -> entry.outputter())
                    .ifPresent(outputter -> data.put("outputter", outputter));
        } catch (CommandExecutionException said) {
            boolean unknown = !knows(call.fun());
            data.put("return", unknown ? said.getMessage() : exception(call, said));
            data.put("success", false);
            data.put("retcode", unknown ? UNKNOWN : 1L);
        } catch (Exception failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            data.put("return", exception(call, failed));
            data.put("success", false);
            data.put("retcode", 1L);
        }
    }

    /** A map may say by itself that it is a failure. */
    private static boolean isGood(Object value) {
        return !(value instanceof Map<?, ?> map) || !Boolean.FALSE.equals(map.get("success"));
    }

    private String exception(Call call, Exception failed) {
        if (failed instanceof ArgumentBindingException) {
            String doc = functions.find(call.fun()).map(entry -> entry.doc()).orElse("");
            return "\nPassed invalid arguments: " + failed.getMessage() + "\n\nUsage:\n" + doc;
        }
        String start = "Exception occurred in " + form.word + " " + call.fun() + ": ";
        boolean expected = failed instanceof RuntimeException
                && failed.getClass().getPackageName().startsWith("io.brine");
        if (expected) {
            return start + failed.getMessage();
        }
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace, true));
        return start + trace;
    }
}
