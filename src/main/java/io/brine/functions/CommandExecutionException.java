package io.brine.functions;

/** The function understood what was asked and could not do it. Salt: CommandExecutionError. */
public class CommandExecutionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandExecutionException(String message) {
        super(message);
    }
}
