package io.brine.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Every address there is. */
final class Mounts {
    private final List<Mount> longestFirst;
    private final List<Mount> more;

    /** @param more addresses that are no part of salt-api */
    Mounts(List<Mount> mounts, List<Mount> more) {
        this.more = List.copyOf(more);
        List<Mount> sorted = new ArrayList<>(mounts);
        sorted.addAll(more);
        sorted.sort(
                Comparator.comparingInt((Mount mount) -> mount.path().length()).reversed());
        this.longestFirst = List.copyOf(sorted);
    }

    /** @throws HttpRefusal 404 for an address there is not, 405 for a method it does not have */
    Mount of(ApiRequest request) {
        return at(request).stream()
                .filter(mount -> mount.answers(request.method()))
                .findFirst()
                .orElseThrow(() -> new HttpRefusal(405, "Specified method is invalid for this resource"));
    }

    /** The methods of the address, as the header {@code Allow} lists them: {@code GET, HEAD, POST}. */
    String allowed(ApiRequest request) {
        TreeSet<String> methods = new TreeSet<>();
        for (Mount mount : at(request)) {
            methods.add(mount.method());
            if (mount.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }

    /** Every method of the longest path that covers the address, never empty. */
    private List<Mount> at(ApiRequest request) {
        String path = longestFirst.stream()
                .filter(mount -> mount.covers(request.path()))
                .map(Mount::path)
                .findFirst()
                .orElseThrow(() -> notFound(request.path()));
        return longestFirst.stream()
                .filter(mount -> mount.path().equals(path) && mount.covers(request.path()))
                .toList();
    }

    /** Whether the address is one that salt-api does not have: no page of a web application stands before it. */
    boolean isOurs(ApiRequest request) {
        return more.stream().anyMatch(mount -> mount.covers(request.path()));
    }

    static HttpRefusal notFound(String path) {
        return new HttpRefusal(404, "The path '" + path + "' was not found.");
    }
}
