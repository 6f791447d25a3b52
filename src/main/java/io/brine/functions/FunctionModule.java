package io.brine.functions;

/** Functions that share a first name, such as {@code test}. */
public interface FunctionModule {
    /** The name before the dot. */
    String name();

    /** Adds every function of this module, in the order a reader should meet them. */
    void register(Registrar functions);
}
