package io.brine.modules.execution;

import java.util.Optional;

/** A {@code salt://} URL taken apart: {@code salt://web/a.conf?saltenv=dev}. Source: 3006.0 salt/utils/url.py parse */
record SaltPath(String path, Optional<String> saltenv) {
    static final String SCHEME = "salt://";
    private static final String QUERY = "?saltenv=";

    static boolean isSalt(String url) {
        return url.startsWith(SCHEME);
    }

    /** @param url with {@code salt://} in front */
    static SaltPath of(String url) {
        String rest = url.substring(SCHEME.length());
        int query = rest.indexOf(QUERY);
        // A bar in front escapes characters that would mean something in a URL.
        String path = (query < 0 ? rest : rest.substring(0, query)).replaceFirst("^[|/]+", "");
        return new SaltPath(path, query < 0 ? Optional.empty() : Optional.of(rest.substring(query + QUERY.length())));
    }
}
