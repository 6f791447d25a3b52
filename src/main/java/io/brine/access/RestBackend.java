package io.brine.access;

import io.brine.data.DataException;
import io.brine.data.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another server that knows: {@code ^url} is posted username and password as a form. 200 is a login; its body, a JSON list of
 * rules or nothing, is added to those of the configuration. Source: 3006.0 auth/rest.py.
 */
final class RestBackend implements LoginBackend {
    private static final Logger LOG = LoggerFactory.getLogger(RestBackend.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 256 * 1024;

    @Override
    public Optional<Known> login(String username, String password, Map<?, ?> entries) {
        if (!(entries.get("^url") instanceof String url)) {
            return Optional.empty();
        }
        try {
            // made for each login, as its thread would stay; redirects are not followed: they would carry the password
            // elsewhere
            HttpClient http = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=" + encoded(username) + "&password=" + encoded(password)))
                    .build();
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] read = body.readNBytes(LARGEST_ANSWER + 1);
                return answer.statusCode() == 200 ? known(read) : Optional.empty();
            }
        } catch (IOException | IllegalArgumentException failed) {
            LOG.error("external_auth:rest: {} cannot be asked: {}", url, failed.toString());
            return Optional.empty();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Known> known(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return Optional.of(Known.JUST_THAT);
        }
        try {
            Object rules = body.length > LARGEST_ANSWER ? "too large" : Json.parse(text);
            if (rules == null) {
                return Optional.of(Known.JUST_THAT);
            }
            if (rules instanceof List<?> list && list.stream().allMatch(rule -> rule != null)) {
                return Optional.of(new Known(List.of(), List.copyOf(list)));
            }
        } catch (DataException noJson) {
            LOG.debug("external_auth:rest: {}", noJson.getMessage());
        }
        LOG.error("external_auth:rest: the answer is no list of rules, so nobody is let in by it");
        return Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
