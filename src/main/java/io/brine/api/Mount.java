package io.brine.api;

/**
 * A method at an address and what answers there. The longest path that begins a request's path wins; what follows it is
 * {@link ApiRequest#rest}.
 *
 * @param method HEAD is answered as GET without a body
 * @param path such as {@code /minions}
 * @param access who may ask
 * @param lane where the work is done
 * @param deep whether addresses below the path belong to it, too
 */
public record Mount(String method, String path, Access access, Lane lane, Resource resource, boolean deep) {
    /** Who may ask. */
    public enum Access {
        /** Anybody; {@link ApiRequest#session} may still be there. */
        ANYBODY,
        /** Only a request with a valid session; others are answered 401. */
        SESSION
    }

    /** Which threads do the work. */
    public enum Lane {
        /** The thread that read the request: only for what never waits. */
        AT_ONCE,
        /** A few threads for what takes milliseconds, so that logins and pages do not queue behind long jobs. */
        QUICK,
        /** {@code thread_pool} threads for what waits for minions. */
        JOBS
    }

    /** GET at this path and all below it. */
    public static Mount get(String path, Access access, Lane lane, Resource resource) {
        return new Mount("GET", path, access, lane, resource, true);
    }

    /** POST at this path and all below it. */
    public static Mount post(String path, Access access, Lane lane, Resource resource) {
        return new Mount("POST", path, access, lane, resource, true);
    }

    /** The same without the addresses below. */
    public Mount alone() {
        return new Mount(method, path, access, lane, resource, false);
    }

    boolean answers(String asked) {
        return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
    }

    boolean covers(String address) {
        if (address.equals(path) || address.equals(path + "/")) {
            return true;
        }
        return deep && address.startsWith(path.endsWith("/") ? path : path + "/");
    }
}
