package io.brine.api;

import io.brine.config.ApiConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The listening socket and Jetty behind it, set to be small and to wait for nobody. */
final class Listener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration SOCKET_IDLE = Duration.ofMinutes(2);
    private static final int RELOAD_SECONDS = 5;
    private static final int MOST_SOCKET_TEXT = 4096;

    private final Server server;
    private final ServerConnector connector;
    private final ApiConfig config;
    private final ServerWebSocketContainer sockets;
    private final Optional<TlsFiles> tls;

    Listener(ApiConfig config) {
        this.config = config;
        QueuedThreadPool threads = new QueuedThreadPool(16, 2, (int) IDLE.toMillis());
        threads.setName("api-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        this.tls = config.tls().map(TlsFiles::new);
        this.connector = new ServerConnector(server, 1, 1, connections(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setStopTimeout(0);
        this.sockets = ServerWebSocketContainer.ensure(server);
        sockets.setIdleTimeout(SOCKET_IDLE);
        sockets.setMaxTextMessageSize(MOST_SOCKET_TEXT);
    }

    private ConnectionFactory[] connections(HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {plain};
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {new SslConnectionFactory(tls.get().context(), plain.getProtocol()), plain};
    }

    boolean openSocket(EventSocket endpoint, Request request, Response response, Callback callback) {
        return sockets.upgrade((asked, answered, done) -> endpoint, request, response, callback);
    }

    void start(Door door) {
        server.setHandler(door);
        try {
            server.start();
            tls.ifPresent(this::watch);
        } catch (Exception refused) {
            close();
            throw new IllegalStateException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + refused.getMessage(), refused);
        }
    }

    private void watch(TlsFiles files) {
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            files.reloadIfChanged();
                            watch(files);
                        },
                        RELOAD_SECONDS,
                        TimeUnit.SECONDS);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception alreadyGone) {
            // the process is on its way out or the start has failed
        }
    }
}
