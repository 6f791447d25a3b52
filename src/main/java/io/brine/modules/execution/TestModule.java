package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** {@code test}: is it alive, which version is it, and how did my arguments arrive. Source: 3006.0 salt/modules/test.py */
final class TestModule implements FunctionModule {
    private static final Parameters NONE = Parameters.of();
    private static final Parameters ANY = Parameters.of("*args", "**kwargs");

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void register(Registrar functions) {
        registerLiveness(functions);
        registerArguments(functions);
        registerOutcomes(functions);
        registerReports(functions);
    }

    private void registerLiveness(Registrar functions) {
        functions.add("ping", NONE, """
                Used to make sure the minion is up and responding. Not an ICMP ping.

                Returns ``True``.

                salt '*' test.ping
                """, (context, arguments) -> true);
        functions.add("echo", Parameters.of("text"), """
                Return a string - used for testing the connection

                salt '*' test.echo 'foo bar baz quo qux'
                """, (context, arguments) -> arguments.value("text"));
        functions.add(
                "sleep",
                Parameters.of("length"),
                "Do nothing for this many seconds.\nsalt '*' test.sleep 20",
                (context, arguments) -> sleep(arguments.integer("length")));
        functions.add(
                "rand_sleep",
                Parameters.of("max=60"),
                "Do nothing for a random number of seconds up to the maximum.\nsalt '*' test.rand_sleep 60",
                (context, arguments) -> sleep(ThreadLocalRandom.current().nextLong(arguments.integer("max") + 1)));
    }

    private void registerArguments(Registrar functions) {
        functions.add(
                "arg",
                ANY,
                "Show how the arguments arrived, those of the publication included.\n"
                        + "salt '*' test.arg 1 \"two\" 3.1 txt=\"hello\" wow='{a: 1, b: \"hello\"}'",
                (context, arguments) -> shown(arguments.varArgs(), arguments.varKwargs()));
        functions.add(
                "arg_clean",
                ANY,
                "Show how the arguments arrived, without those of the publication.\nsalt '*' test.arg_clean 1 txt=hello",
                (context, arguments) -> shown(arguments.varArgs(), arguments.cleanKwargs()));
        functions.add(
                "arg_type",
                ANY,
                "Show the types of the arguments.\nsalt '*' test.arg_type 1 'int'",
                (context, arguments) -> described(arguments, value -> "<class '" + PyTypes.name(value) + "'>"));
        functions.add(
                "arg_repr",
                ANY,
                "Show the arguments as Python would write them.\nsalt '*' test.arg_repr 1 \"two\" txt=hello",
                (context, arguments) -> shown(tuple(arguments.varArgs()), PyText.repr(arguments.varKwargs())));
        functions.add(
                "kwarg",
                Parameters.of("**kwargs"),
                "Show the keyword arguments, those of the publication included.\nsalt '*' test.kwarg num=1 txt=\"two\"",
                (context, arguments) -> arguments.varKwargs());
        functions.add(
                "outputter",
                Parameters.of("data"),
                "Return the data, to see how an outputter prints it.\nsalt '*' test.outputter foobar",
                (context, arguments) -> arguments.value("data"));
        functions.add(
                "cross_test",
                Parameters.of("func", "args=None"),
                "Call another function.\nsalt '*' test.cross_test test.echo '[hello]'",
                (context, arguments) -> context.call(arguments.text("func"), arguments.list("args"), Map.of()));
    }

    private void registerOutcomes(Registrar functions) {
        functions.add("true", NONE, "Always return ``True``.\nsalt '*' test.true", (context, arguments) -> true);
        functions.add("false", NONE, "Always return ``False``.\nsalt '*' test.false", (context, arguments) -> false);
        functions.add(
                "retcode",
                Parameters.of("code=42"),
                "Set the retcode of the return.\nsalt '*' test.retcode 42",
                (context, arguments) -> {
                    context.retcode((int) arguments.integer("code"));
                    return true;
                });
        functions.add(
                "exception",
                Parameters.of("message=Test Exception"),
                "Fail with an unexpected exception.\nsalt '*' test.exception 'Oh noes!'",
                (context, arguments) -> {
                    throw new IllegalStateException(arguments.text("message"));
                });
        functions.add(
                "raise_exception",
                Parameters.of("name", "*args", "**kwargs"),
                "Fail with one of Salt's own exceptions; ``False`` if there is none of this name.\n"
                        + "salt '*' test.raise_exception salt.exceptions.CommandExecutionError \"Something went wrong\"",
                TestModule::raise);
        functions.add(
                "assertion",
                Parameters.of("assertion"),
                "Fail unless the value is true.\nsalt '*' test.assertion False",
                (context, arguments) -> {
                    if (!arguments.flag("assertion")) {
                        throw new IllegalStateException("assertion failed");
                    }
                    return null;
                });
        functions.add(
                "try",
                Parameters.of("module", "return_try_exception=False", "**kwargs"),
                "Call a function; where it fails return nothing, or the message of the exception.\n"
                        + "salt '*' test.try module=test.exception return_try_exception=True",
                TestModule::attempt);
    }

    private void registerReports(Registrar functions) {
        functions.add(
                "version",
                NONE,
                "Return the version of Salt this minion behaves as.\nsalt '*' test.version",
                (context, arguments) -> VersionReport.saltVersion(context));
        functions.add(
                "versions_information",
                NONE,
                "Report the versions of the minion, of Java and of the system.\nsalt '*' test.versions_information",
                (context, arguments) -> VersionReport.information(context));
        functions.add(
                "versions_report",
                NONE,
                "Report the versions of the minion, of Java and of the system as text.\nsalt '*' test.versions_report",
                (context, arguments) -> VersionReport.text(context));
        functions.alias("versions", "versions_report");
        functions.add(
                "get_opts",
                NONE,
                "Return the configuration of this minion.\nsalt '*' test.get_opts",
                (context, arguments) -> new LinkedHashMap<>(context.options()));
        functions.add(
                "opts_pkg",
                NONE,
                "Return the configuration of this minion with its grains.\nsalt '*' test.opts_pkg",
                (context, arguments) -> {
                    Map<String, Object> all = new LinkedHashMap<>(context.options());
                    all.put("grains", context.grains());
                    return all;
                });
        functions.add(
                "provider",
                Parameters.of("module"),
                "Tell what provides a module.\nsalt '*' test.provider service",
                (context, arguments) -> hasModule(context, arguments.text("module")) ? arguments.text("module") : "");
        functions.add(
                "providers",
                NONE,
                "Return the modules with what provides them.\nsalt '*' test.providers",
                (context, arguments) -> {
                    Map<String, Object> providers = new LinkedHashMap<>();
                    context.functions().names().forEach(fun -> providers.put(module(fun), module(fun)));
                    return providers;
                });
        functions.add(
                "not_loaded",
                NONE,
                "List the modules that could not be loaded; here all are part of the minion.\nsalt '*' test.not_loaded",
                (context, arguments) -> List.of());
        functions.add(
                "random_hash",
                Parameters.of("size=9999999999", "hash_type=None"),
                "Return the hash of a random number.\nsalt '*' test.random_hash hash_type=sha512",
                TestModule::randomHash);
    }

    private static boolean sleep(long seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
        return true;
    }

    private static Map<String, Object> shown(Object args, Object kwargs) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("args", args);
        shown.put("kwargs", kwargs);
        return shown;
    }

    private static Map<String, Object> described(Arguments arguments, UnaryOperator<Object> description) {
        List<Object> args = new ArrayList<>();
        arguments.varArgs().forEach(each -> args.add(description.apply(each)));
        Map<String, Object> kwargs = new LinkedHashMap<>();
        arguments.varKwargs().forEach((key, value) -> kwargs.put(key, description.apply(value)));
        return shown(args, kwargs);
    }

    private static String tuple(List<Object> values) {
        String list = PyText.repr(values);
        return "(" + list.substring(1, list.length() - 1) + (values.size() == 1 ? ",)" : ")");
    }

    private static Object raise(CallContext context, Arguments arguments) {
        String message = arguments.varArgs().isEmpty()
                ? ""
                : PyText.str(arguments.varArgs().get(0));
        switch (arguments.text("name")) {
            case "salt.exceptions.CommandExecutionError":
                throw new CommandExecutionException(message);
            case "salt.exceptions.SaltInvocationError":
                throw new InvocationException(message);
            case "TypeError":
                throw new io.brine.functions.ArgumentBindingException(message);
            case "Exception", "RuntimeError", "ValueError":
                throw new IllegalStateException(message);
            default:
                return false;
        }
    }

    private static Object attempt(CallContext context, Arguments arguments) throws InterruptedException {
        try {
            return context.call(arguments.text("module"), List.of(), arguments.cleanKwargs());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return arguments.flag("return_try_exception") ? String.valueOf(e.getMessage()) : null;
        }
    }

    private static Object randomHash(CallContext context, Arguments arguments) {
        long number = ThreadLocalRandom.current().nextLong(1, Math.max(2, arguments.integer("size")));
        String type = arguments
                .optionalText("hash_type")
                .orElseGet(() -> PyText.str(context.options().getOrDefault("hash_type", "sha256")));
        return Digests.hex(type, Long.toString(number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static boolean hasModule(CallContext context, String module) {
        return context.functions().names().stream().anyMatch(fun -> module(fun).equals(module));
    }

    private static String module(String fun) {
        return fun.substring(0, fun.indexOf('.'));
    }
}
