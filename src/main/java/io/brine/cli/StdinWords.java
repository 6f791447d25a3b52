package io.brine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** {@code --args-stdin}: more words, one per line. Source: 3006.0 salt/utils/parsers.py parse_args. */
final class StdinWords {
    private StdinWords() {}

    static Given added(Given given, Terminal terminal) {
        if (!given.flag("args_stdin")) {
            return given;
        }
        List<String> words = new ArrayList<>(given.words());
        try {
            for (String line = terminal.in().readLine();
                    line != null;
                    line = terminal.in().readLine()) {
                words.add(line);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return given.withWords(words);
    }
}
