package io.brine.fileserver;

import io.brine.data.DataException;
import io.brine.data.Trees;
import java.util.Optional;

/**
 * A path as a minion asks for it, decoded: {@code web/nginx.conf}, {@code x?saltenv=dev&index=1}, or escaped with a leading
 * {@code |} so that {@code ?} is a letter.
 * @param path relative, normalised, never leading out; empty if the request named no such path
 * @param index which root of the environment alone is looked at
 * Source: 3006.x salt/fileserver/__init__.py find_file, salt/utils/url.py.
 */
record SaltUrl(String path, String saltenv, Optional<String> index) {
    private static final int LONGEST = 4096;

    /** @param path as received; what is no text, too long, absolute or leads up has an empty path @param saltenv null means base */
    static SaltUrl parse(Object path, Object saltenv) {
        String text = text(path);
        String env = saltenv == null ? "base" : text(saltenv);
        Optional<String> index = Optional.empty();
        if (text.startsWith("|")) {
            text = text.substring(1);
        } else if (text.indexOf('?') >= 0) {
            String[] parts = text.split("\\?", 3);
            text = parts[0];
            for (String pair : parts[1].split("&")) {
                if (pair.startsWith("saltenv=")) {
                    env = pair.substring("saltenv=".length());
                } else if (pair.startsWith("index=")) {
                    index = Optional.of(pair.substring("index=".length()));
                }
            }
        }
        return new SaltUrl(clean(text), env, index);
    }

    private static String text(Object value) {
        try {
            return value instanceof Number ? value.toString() : Trees.text(value);
        } catch (DataException noText) {
            return "";
        }
    }

    /** As {@code os.path.normpath}, but empty for whatever is not below the root. */
    private static String clean(String path) {
        boolean refused =
                path.length() > LONGEST || path.startsWith("/") || path.contains("../") || path.indexOf('\0') >= 0;
        if (refused) {
            return "";
        }
        StringBuilder clean = new StringBuilder();
        for (String element : path.split("/")) {
            if (element.equals("..")) {
                return "";
            }
            if (!element.isEmpty() && !element.equals(".")) {
                clean.append(clean.length() == 0 ? "" : "/").append(element);
            }
        }
        return clean.toString();
    }
}
