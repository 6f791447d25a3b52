package io.brine.functions;

import io.brine.data.PyText;

/** A module that shows its arguments. */
final class EchoModule implements FunctionModule {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public void register(Registrar functions) {
        functions.add("none", Parameters.of(), "Nothing.", (context, arguments) -> null);
        functions.add(
                "text",
                Parameters.of("text"),
                "Return the text.\n\nsalt '*' echo.text hi",
                (context, arguments) -> arguments.value("text"));
        functions.alias("again", "text");
        functions.add(
                "all",
                Parameters.of("a", "b=5", "c=None"),
                "All three.",
                (context, arguments) -> PyText.str(arguments.value("a")) + " " + PyText.str(arguments.value("b")) + " "
                        + PyText.str(arguments.value("c")));
        functions.add("two", Parameters.of("a", "b"), "Two.", (context, arguments) -> 2L);
        functions.add("three", Parameters.of("a", "b", "c"), "Three.", (context, arguments) -> 3L);
        functions.add(
                "rest",
                Parameters.of("*args", "last=None", "**kwargs"),
                "Everything.",
                (context, arguments) -> PyText.str(arguments.varArgs()) + " " + PyText.str(arguments.value("last"))
                        + " " + PyText.str(arguments.varKwargs()));
        functions.add("printed", Parameters.of(), "Printed.", "highstate", (context, arguments) -> "x");
        functions.add("fail", Parameters.of("kind"), "Fail.", (context, arguments) -> fail(arguments.text("kind")));
        functions.add("value", Parameters.of("value", "retcode=0"), "Value.", (context, arguments) -> {
            context.retcode((int) arguments.integer("retcode"));
            return arguments.value("value");
        });
    }

    private static Object fail(String kind) throws Exception {
        switch (kind) {
            case "command":
                throw new CommandExecutionException("refused");
            case "missing":
                throw new CommandNotFoundException("no such program");
            case "invocation":
                throw new InvocationException("makes no sense");
            case "interrupt":
                throw new InterruptedException();
            default:
                throw new IllegalStateException("boom");
        }
    }
}
