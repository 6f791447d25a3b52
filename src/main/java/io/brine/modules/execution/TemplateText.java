package io.brine.modules.execution;

import io.brine.functions.CommandExecutionException;

/** Where Salt would render a template and this minion has no engine for it. */
final class TemplateText {
    private TemplateText() {}

    /**
     * The text as the template engine would leave it, which is unchanged as long as nothing in it is for the engine.
     *
     * @throws CommandExecutionException if there is something to render
     */
    static String render(String text, String engine) {
        boolean isNone = engine.isEmpty() || engine.equals("None");
        boolean isTemplate = text.contains("{{") || text.contains("{%") || text.contains("{#");
        if (!isNone && (!engine.equals("jinja") || isTemplate)) {
            throw unavailable(engine);
        }
        return text;
    }

    private static CommandExecutionException unavailable(String engine) {
        return new CommandExecutionException("Attempted to render file paths with unavailable engine " + engine);
    }
}
