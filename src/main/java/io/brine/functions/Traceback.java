package io.brine.functions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The way an exception came, oldest call first, as people who know Salt expect to read it. */
public final class Traceback {
    private static final int MOST_FRAMES = 40;

    private Traceback() {}

    public static String of(Throwable problem) {
        List<String> lines = new ArrayList<>();
        for (StackTraceElement frame : problem.getStackTrace()) {
            if (frame.getClassName().equals(FunctionTable.class.getName()) || lines.size() == MOST_FRAMES) {
                break;
            }
            lines.add("  File \"" + frame.getFileName() + "\", line " + frame.getLineNumber() + ", in "
                    + frame.getMethodName());
        }
        Collections.reverse(lines);
        String name = problem.getClass().getSimpleName();
        String last = problem.getMessage() == null ? name : name + ": " + problem.getMessage();
        return "Traceback (most recent call last):\n" + String.join("\n", lines) + "\n" + last + "\n";
    }
}
