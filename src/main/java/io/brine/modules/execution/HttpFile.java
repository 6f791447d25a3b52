package io.brine.modules.execution;

import io.brine.functions.CommandExecutionException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;

/** A file on a web server. */
final class HttpFile {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

    private HttpFile() {}

    /**
     * Downloads into a neighbour of the target first, so that the target is always whole.
     *
     * @throws CommandExecutionException if it is not there or cannot be reached
     */
    static Path fetch(String url, Path target) throws InterruptedException {
        URI uri = uri(url);
        try {
            CachedFiles.makeParents(target);
            Path part = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".part");
            try {
                HttpResponse<Path> response = client().send(request(uri), HttpResponse.BodyHandlers.ofFile(part));
                if (response.statusCode() != 200) {
                    throw new CommandExecutionException(
                            "Error: HTTP " + response.statusCode() + " reading " + uri.getPath());
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return target;
        } catch (IOException e) {
            throw new CommandExecutionException("Error reading " + withoutUser(uri) + ": " + e);
        }
    }

    /** The content as bytes. */
    static byte[] read(String url) throws InterruptedException {
        URI uri = uri(url);
        try {
            HttpResponse<byte[]> response = client().send(request(uri), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new CommandExecutionException(
                        "Error: HTTP " + response.statusCode() + " reading " + uri.getPath());
            }
            return response.body();
        } catch (IOException e) {
            throw new CommandExecutionException("Error reading " + withoutUser(uri) + ": " + e);
        }
    }

    /** @throws CommandExecutionException if it is not the URL of a host */
    static URI uri(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                throw new CommandExecutionException("Unsupported path: " + url.replaceFirst("//.*@", "//"));
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new CommandExecutionException("Unsupported path: " + url.replaceFirst("//.*@", "//"));
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    private static HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(uri)).timeout(ANSWER_TIMEOUT);
        if (uri.getUserInfo() != null) {
            byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return request.build();
    }

    private static URI withoutUser(URI uri) {
        return uri.getRawUserInfo() == null
                ? uri
                : URI.create(
                        uri.toString().replaceFirst(java.util.regex.Pattern.quote(uri.getRawUserInfo() + "@"), ""));
    }
}
