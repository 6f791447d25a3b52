package io.brine.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every address there is. */
final class Mounts {
    private final List<Mount> longestFirst;

    Mounts(List<Mount> mounts) {
        List<Mount> sorted = new ArrayList<>(mounts);
        sorted.sort(
                Comparator.comparingInt((Mount mount) -> mount.path().length()).reversed());
        this.longestFirst = List.copyOf(sorted);
    }

    /** @throws HttpRefusal 404 for an address there is not, 405 for a method it does not have */
    Mount of(ApiRequest request) {
        String path = longestFirst.stream()
                .filter(mount -> mount.covers(request.path()))
                .map(Mount::path)
                .findFirst()
                .orElseThrow(() -> notFound(request.path()));
        return longestFirst.stream()
                .filter(mount -> mount.path().equals(path) && mount.answers(request.method()))
                .findFirst()
                .orElseThrow(() -> new HttpRefusal(405, "Specified method is invalid for this resource."));
    }

    static HttpRefusal notFound(String path) {
        return new HttpRefusal(404, "The path '" + path + "' was not found.");
    }
}
