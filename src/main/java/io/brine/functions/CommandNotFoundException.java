package io.brine.functions;

/** A program the function needs is not installed. Salt: CommandNotFoundError. */
public final class CommandNotFoundException extends CommandExecutionException {
    private static final long serialVersionUID = 1L;

    public CommandNotFoundException(String message) {
        super(message);
    }
}
