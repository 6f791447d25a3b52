package io.brine.modules.execution;

import java.util.List;
import java.util.Map;

/** What Python calls the types of a tree. */
final class PyTypes {
    private PyTypes() {}

    static String name(Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Number) {
            return value instanceof Double ? "float" : "int";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof Map ? "dict" : "bytes";
    }
}
