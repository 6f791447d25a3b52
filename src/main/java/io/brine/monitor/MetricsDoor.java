package io.brine.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A port of its own for scrapers, where the HTTP door of {@code api} is not wanted or not there: {@code GET} of a few fixed
 * paths, no body, no headers that mean anything, two threads, each request within ten seconds. See decision 20.
 */
public final class MetricsDoor implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 32;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    /** What a path answers. */
    public record Page(int status, String contentType, byte[] body) {
        public static Page text(int status, String text) {
            return new Page(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private MetricsDoor(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param port 0 for a free one
     * @param pages by path
     * @throws UncheckedIOException naming the port that cannot be had
     */
    public static MetricsDoor open(String address, int port, Map<String, Supplier<Page>> pages) {
        // The server reads these once, when it is first used in the process; seconds, and connections.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", "64");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                        Thread thread = new Thread(work, "Metrics-" + number.getAndIncrement());
                        thread.setDaemon(true);
                        return thread;
                    });
            threads.allowCoreThreadTimeOut(true);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, pages));
            server.start();
            return new MetricsDoor(server, threads);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "cannot open the metrics port " + address + ":" + port + ": " + taken.getMessage(), taken);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) throws IOException {
        try (exchange) {
            Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
            boolean isGet = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
            Page answer = !isGet
                    ? Page.text(405, "only GET\n")
                    : page == null ? Page.text(404, "there is nothing here\n") : page.get();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Connection", "close");
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    /** The port really bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
