package io.brine.cli.output;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One state's result and its tag {@code state_|-id_|-name_|-function}. */
record StateRow(String tag, Map<?, ?> state) {
    /** The order the states ran in. */
    static final Comparator<StateRow> ORDER = Comparator.comparing(StateRow::runNumber, ValueOrder.VALUES);

    private static final Pattern COUNT = Pattern.compile("\\((\\d+)\\)$");

    private Object runNumber() {
        return state.containsKey("__run_num__") ? state.get("__run_num__") : Long.valueOf(0);
    }

    /** True, false, or nil for what a test run would change. */
    Object result() {
        return state.get("result");
    }

    boolean failed() {
        return Boolean.FALSE.equals(result());
    }

    Object changes() {
        return Shape.required(state, "changes");
    }

    /** The four parts of the tag. @throws UnfitDataException for another tag */
    String[] parts() {
        String[] parts = tag.split("_\\|-", -1);
        if (parts.length < 4) {
            throw new UnfitDataException("not the tag of a state: " + tag);
        }
        return parts;
    }

    /** How many states stand behind this row when ids are compressed. */
    int compressedCount() {
        if (!tag.contains("_|-state_compressed_")) {
            return 1;
        }
        Matcher count = COUNT.matcher(parts()[1]);
        return count.find() ? Integer.parseInt(count.group(1)) : 1;
    }
}
