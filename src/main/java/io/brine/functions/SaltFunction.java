package io.brine.functions;

/** The body of one function. */
@FunctionalInterface
public interface SaltFunction {
    /**
     * @return a tree (see {@code io.brine.data})
     * @throws CommandExecutionException for what Salt reports as {@code ERROR: message}
     * @throws InvocationException for what Salt reports as {@code ERROR executing 'fun': message}
     * @throws Exception anything else becomes "The minion function caused an exception"
     */
    Object call(CallContext context, Arguments arguments) throws Exception;
}
