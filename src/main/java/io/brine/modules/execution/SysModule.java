package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionDocs;
import io.brine.functions.FunctionEntry;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Parameters.Parameter;
import io.brine.functions.Registrar;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** {@code sys}: what this minion can do. Source: 3006.0 salt/modules/sysmod.py */
final class SysModule implements FunctionModule {
    private static final Parameters ARGS = Parameters.of("*args");

    /** Kinds of modules a minion can have besides its functions, of which this one has none. */
    private static final List<String> EMPTY_LISTS =
            List.of("list_state_modules", "list_runners", "list_returners", "list_renderers");

    private static final List<String> EMPTY_FUNCTION_LISTS =
            List.of("list_state_functions", "list_runner_functions", "list_returner_functions");

    private static final List<String> EMPTY_DOCS = List.of("state_doc", "runner_doc", "returner_doc", "renderer_doc");
    private static final List<String> EMPTY_SPECS = List.of("state_argspec", "runner_argspec", "returner_argspec");

    @Override
    public String name() {
        return "sys";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "doc",
                ARGS,
                "Return the documentation of functions: all, those of modules, or those a glob matches.\n"
                        + "salt '*' sys.doc\nsalt '*' sys.doc test.ping\nsalt '*' sys.doc 'sys.list_*'",
                SysModule::doc);
        functions.add(
                "argspec",
                Parameters.of("module="),
                "Return the parameters of functions.\nsalt '*' sys.argspec pkg.install\nsalt '*' sys.argspec 'sys.*'",
                SysModule::argspec);
        functions.add(
                "list_functions",
                Parameters.of("*args", "**kwargs"),
                "List the functions of modules, or all.\nsalt '*' sys.list_functions sys 'test.p*'",
                SysModule::listFunctions);
        functions.add(
                "list_modules", ARGS, "List the modules.\nsalt '*' sys.list_modules 's*'", SysModule::listModules);
        functions.add(
                "reload_modules",
                Parameters.of(),
                "Load the functions again.\nsalt '*' sys.reload_modules",
                (context, arguments) -> {
                    context.minion().refreshModules();
                    return true;
                });
        registerAbsent(functions);
    }

    private void registerAbsent(Registrar functions) {
        String none = " This minion has none.";
        EMPTY_LISTS.forEach(
                name -> functions.add(name, ARGS, "List such modules." + none + example(name), (c, a) -> List.of()));
        EMPTY_FUNCTION_LISTS.forEach(name -> functions.add(
                name,
                Parameters.of("*args", "**kwargs"),
                "List such functions." + none + example(name),
                (c, a) -> List.of()));
        EMPTY_DOCS.forEach(name ->
                functions.add(name, ARGS, "Return their documentation." + none + example(name), (c, a) -> Map.of()));
        EMPTY_SPECS.forEach(name -> functions.add(
                name, Parameters.of("module="), "Return their parameters." + none + example(name), (c, a) -> Map.of()));
    }

    private static String example(String name) {
        return "\nsalt '*' sys." + name;
    }

    private static Object doc(CallContext context, Arguments arguments) {
        List<?> asked = arguments.varArgs().isEmpty() ? List.of("") : arguments.varArgs();
        Map<String, Object> docs = new LinkedHashMap<>();
        for (Object each : asked) {
            String module = PyText.str(each);
            // "sys" is all of sys, without sysctl.
            String prefix = module.isEmpty() || module.endsWith(".") ? module : module + ".";
            Predicate<String> isMeant = module.contains("*")
                    ? fun -> Fnmatch.matches(module, fun)
                    : fun -> fun.equals(module) || fun.startsWith(prefix);
            context.functions().names().stream()
                    .filter(isMeant)
                    .forEach(fun -> docs.put(fun, FunctionDocs.plain(context.functions(), fun)));
        }
        return docs;
    }

    private static Object listFunctions(CallContext context, Arguments arguments) {
        if (arguments.varArgs().isEmpty()) {
            return new ArrayList<>(context.functions().names());
        }
        TreeSet<String> names = new TreeSet<>();
        for (Object module : arguments.varArgs()) {
            context.functions().names().stream()
                    .filter(inModule(PyText.str(module)))
                    .forEach(names::add);
        }
        return new ArrayList<>(names);
    }

    private static Object listModules(CallContext context, Arguments arguments) {
        TreeSet<String> modules = new TreeSet<>();
        for (String fun : context.functions().names()) {
            String module = fun.substring(0, fun.indexOf('.'));
            boolean isMeant = arguments.varArgs().isEmpty()
                    || arguments.varArgs().stream()
                            .map(PyText::str)
                            .anyMatch(each -> each.contains("*") ? Fnmatch.matches(each, fun) : each.equals(module));
            if (isMeant) {
                modules.add(module);
            }
        }
        return new ArrayList<>(modules);
    }

    private static Object argspec(CallContext context, Arguments arguments) {
        Map<String, Object> specs = new LinkedHashMap<>();
        context.functions().names().stream()
                .filter(inModule(arguments.text("module")))
                .forEach(fun -> specs.put(
                        fun,
                        context.functions()
                                .find(fun)
                                .map(FunctionEntry::parameters)
                                .map(SysModule::spec)
                                .orElseThrow()));
        return specs;
    }

    /** {args, defaults, varargs, kwargs}, nil for what there is not. Source: 3006.0 salt/utils/args.py argspec_report */
    private static Map<String, Object> spec(Parameters parameters) {
        List<Object> args = new ArrayList<>();
        List<Object> defaults = new ArrayList<>();
        for (Parameter each : parameters.positional()) {
            args.add(each.name());
            if (!each.isRequired()) {
                defaults.add(each.defaultValue());
            }
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("args", args.isEmpty() ? null : args);
        spec.put("defaults", defaults.isEmpty() ? null : defaults);
        spec.put("varargs", parameters.varArgs() ? true : null);
        spec.put("kwargs", parameters.varKwargs() ? true : null);
        return spec;
    }

    private static Predicate<String> inModule(String module) {
        return module.contains("*") || module.contains(".")
                ? fun -> Fnmatch.matches(module, fun)
                : fun -> fun.startsWith(module + ".");
    }
}
