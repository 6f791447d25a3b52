package io.brine.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client of {@code /events} that keeps every line. */
final class EventLines implements AutoCloseable {
    private static final String END = "(end of the stream)";

    private final HttpResponse<Stream<String>> response;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    EventLines(HttpClient http, HttpRequest request) {
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        // Not on the common pool, whose few threads other readers may hold for as long as they read.
        Thread reader = new Thread(this::read, "event-lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (Stream<String> all = response.body()) {
            all.forEach(lines::add);
        } catch (UncheckedIOException cut) {
            // that is an end, too
        }
        lines.add(END);
    }

    HttpResponse<Stream<String>> response() {
        return response;
    }

    /** The next line. */
    String next() throws InterruptedException {
        String line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no line came");
        }
        return line;
    }

    /** The next line that is like this; those before it are dropped. */
    String next(Predicate<String> wanted) throws InterruptedException {
        String line = next();
        while (!wanted.test(line)) {
            if (line.equals(END)) {
                throw new AssertionError("the stream has ended");
            }
            line = next();
        }
        return line;
    }

    /** Waits for the end. */
    void awaitEnd() throws InterruptedException {
        while (!next().equals(END)) {
            // what came before it does not matter
        }
    }

    @Override
    public void close() {
        response.body().close();
    }
}
