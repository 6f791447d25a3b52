package io.brine.functions;

import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Documentation of functions in the two forms Salt shows: the docstring as written, and without its markup. */
public final class FunctionDocs {
    private static final Pattern CODE_BLOCK = Pattern.compile(" *.. code-block:: \\S+\n{1,2}");
    private static final String MARGIN = "    ";

    private FunctionDocs() {}

    /** The functions whose name the glob matches, to their documentation without markup. */
    public static Map<String, Object> matching(FunctionRegistry functions, String glob) {
        Map<String, Object> docs = new TreeMap<>();
        Fnmatch wanted = Fnmatch.compile(glob);
        for (String name : functions.names()) {
            if (wanted.matches(name)) {
                docs.put(name, plain(functions, name));
            }
        }
        return docs;
    }

    /** The documentation of one function as {@code sys.doc} gives it. Source: 3006.0 salt/utils/doc.py strip_rst */
    public static String plain(FunctionRegistry functions, String fun) {
        String doc = functions.find(fun).map(FunctionEntry::doc).orElse("");
        return CODE_BLOCK
                .matcher(doc)
                .replaceAll("")
                .replace(".. note::", "Note:")
                .replace(".. warning::", "Warning:");
    }

    /** Plain paragraphs and lines that begin with {@code salt}, as the docstring of a Python function. */
    static String docstring(String text) {
        List<String> paragraphs = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        for (String line : text.strip().split("\n", -1)) {
            (line.startsWith("salt ") || line.startsWith("salt-") ? examples : paragraphs).add(line);
        }
        StringBuilder doc = new StringBuilder("\n");
        indented(doc, String.join("\n", paragraphs).strip(), MARGIN);
        if (!examples.isEmpty()) {
            doc.append('\n').append(MARGIN).append("CLI Example:\n\n");
            doc.append(MARGIN).append(".. code-block:: bash\n\n");
            indented(doc, String.join("\n", examples), MARGIN + MARGIN);
        }
        return doc.append(MARGIN).toString();
    }

    private static void indented(StringBuilder doc, String text, String margin) {
        for (String line : text.split("\n", -1)) {
            doc.append(line.isBlank() ? "" : margin + line).append('\n');
        }
    }
}
