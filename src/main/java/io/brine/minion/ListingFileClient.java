package io.brine.minion;

import io.brine.data.Trees;
import io.brine.functions.FileClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists a file server gives by its commands, whether it is asked on this host or through the master. */
abstract class ListingFileClient implements FileClient {
    /** What the server answers to {@code {cmd, saltenv, prefix}}; anything but a list or a map counts as an empty one. */
    abstract Object ask(String cmd, String saltenv, String prefix);

    @Override
    public final List<String> fileList(String saltenv, String prefix) {
        return texts(ask("_file_list", saltenv, prefix));
    }

    @Override
    public final List<String> dirList(String saltenv, String prefix) {
        return texts(ask("_dir_list", saltenv, prefix));
    }

    @Override
    public final List<String> emptyDirList(String saltenv, String prefix) {
        return texts(ask("_file_list_emptydirs", saltenv, prefix));
    }

    @Override
    public final Map<String, String> symlinkList(String saltenv, String prefix) {
        Map<String, String> links = new LinkedHashMap<>();
        if (ask("_symlink_list", saltenv, prefix) instanceof Map<?, ?> found) {
            Trees.fields(found).forEach((link, to) -> links.put(link, Trees.text(to)));
        }
        return links;
    }

    static List<String> texts(Object answer) {
        List<String> texts = new ArrayList<>();
        if (answer instanceof List<?> list) {
            list.forEach(each -> texts.add(Trees.text(each)));
        }
        return texts;
    }
}
