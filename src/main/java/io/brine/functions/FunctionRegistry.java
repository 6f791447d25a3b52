package io.brine.functions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** All functions by name. */
public interface FunctionRegistry {
    /** {@code mod.fun} in order. */
    SortedSet<String> names();

    Optional<FunctionEntry> find(String fun);

    /**
     * Binds the arguments as Python would and calls.
     *
     * @throws ArgumentBindingException if they do not fit, with Python's words
     */
    Object call(CallContext context, String fun, List<Object> args, Map<String, Object> kwargs) throws Exception;
}
