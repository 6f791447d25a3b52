package io.brine.functions;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** All functions of the modules it was given; never changes, so every job may use it at once. */
public final class FunctionTable implements FunctionRegistry {
    private final TreeMap<String, FunctionEntry> entries = new TreeMap<>();

    /** @throws IllegalArgumentException if two functions have the same name */
    public FunctionTable(List<? extends FunctionModule> modules) {
        for (FunctionModule module : modules) {
            module.register(new Registrar(module.name(), entries));
        }
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(entries.navigableKeySet());
    }

    @Override
    public Optional<FunctionEntry> find(String fun) {
        return Optional.ofNullable(entries.get(fun));
    }

    /** @throws CommandExecutionException if there is no such function */
    @Override
    public Object call(CallContext context, String fun, List<Object> args, Map<String, Object> kwargs)
            throws Exception {
        FunctionEntry entry =
                find(fun).orElseThrow(() -> new CommandExecutionException("'" + fun + "' is not available."));
        return entry.body().call(context, Binding.bind(fun, entry.parameters(), args, kwargs));
    }
}
