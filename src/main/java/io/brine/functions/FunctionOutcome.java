package io.brine.functions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one job: the fields a return begins with. For a multi-function job {@code returned}, {@code retcode}
 * and {@code success} are maps by function, or lists.
 *
 * @param out how it should be printed: {@code nested} for errors, else the outputter of the function
 * @param isError whether {@code returned} is a message instead of the function's own value
 */
public record FunctionOutcome(Object returned, Object retcode, Object success, Optional<String> out, boolean isError) {
    static FunctionOutcome of(Object returned, int retcode, Optional<String> outputter) {
        return new FunctionOutcome(returned, (long) retcode, retcode == 0, outputter, false);
    }

    public static FunctionOutcome error(Object message) {
        return new FunctionOutcome(message, 1L, false, Optional.of("nested"), true);
    }

    /**
     * {@code success, return, out, retcode} for errors, {@code success, return, retcode} otherwise, in this order. The
     * outputter of a function that worked is not among them: it stands at the end of a return load.
     * Source: 3006.0 salt/minion.py _thread_return, _return_pub
     */
    public Map<String, Object> returnFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("success", success);
        fields.put("return", returned);
        if (isError) {
            out.ifPresent(name -> fields.put("out", name));
        }
        fields.put("retcode", retcode);
        return fields;
    }
}
