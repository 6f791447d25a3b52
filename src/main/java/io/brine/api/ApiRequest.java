package io.brine.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One request, read whole.
 *
 * @param method in capitals
 * @param path decoded, without the query and without {@code root_prefix}; no {@code .} or {@code ..} in it
 * @param rest what follows the path of the {@link Mount}, without the slash between; empty if nothing does
 * @param query first value of each name
 * @param headers of any case; several of a name are joined by a comma
 * @param peer the address of the socket's other end, whatever headers say
 * @param body as it came, at most {@code max_request_body_size} bytes
 * @param session if the request proved one
 * @param isPresent whether the client still waits for the answer; asking costs a system call
 */
public record ApiRequest(
        String method,
        String path,
        String rest,
        Map<String, String> query,
        Map<String, String> headers,
        String peer,
        byte[] body,
        Optional<ApiSession> session,
        BooleanSupplier isPresent) {
    public ApiRequest {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** Empty text counts as absent: scripts send an empty {@code X-Auth-Token} before they have one. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The one name behind the mount's path, or the parameter of this name. @throws HttpRefusal 404 for more than one */
    Optional<String> onePart(String parameter) {
        String part = rest.replaceAll("/$", "");
        if (part.contains("/")) {
            throw Mounts.notFound(path);
        }
        return part.isEmpty() ? parameter(parameter).filter(value -> !value.isEmpty()) : Optional.of(part);
    }

    /** @throws HttpRefusal 401 if there is none, which cannot be behind {@link Mount.Access#SESSION} */
    public ApiSession requiredSession() {
        return session.orElseThrow(() -> new HttpRefusal(401, Gate.NO_PERMISSION));
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    ApiRequest with(Optional<ApiSession> found) {
        return new ApiRequest(method, path, rest, query, headers, peer, body, found, isPresent);
    }

    ApiRequest with(byte[] read) {
        return new ApiRequest(method, path, rest, query, headers, peer, read, session, isPresent);
    }

    ApiRequest below(Mount mount) {
        String after = path.length() > mount.path().length()
                ? path.substring(mount.path().length())
                : "";
        String inside = after.startsWith("/") ? after.substring(1) : after;
        return new ApiRequest(method, path, inside, query, headers, peer, body, session, isPresent);
    }

    /** Neither headers nor body: they hold passwords and tokens. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
