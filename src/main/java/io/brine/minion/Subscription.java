package io.brine.minion;

import io.brine.channel.PubChannel;
import io.brine.transport.PublishClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SUB socket to one master. What comes is handed to one thread, which may wait; the event loop may not. */
final class Subscription implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final int MOST_WAITING = 10_000;
    private static final byte[] EVERYTHING = new byte[0];

    /** Is told about the connection; called on an event loop. */
    interface Watcher {
        /** Connected again after it was lost. */
        void onBack();

        void onLost();
    }

    private final MasterEndpoints endpoints;
    private final MinionParts parts;
    private final PubChannel channel;
    private final PublicationListener publications;
    private final Watcher watcher;
    private final ThreadPoolExecutor thread;
    private PublishClient client;
    private int port;
    private boolean isReady;

    Subscription(
            MasterEndpoints endpoints,
            MinionParts parts,
            PubChannel channel,
            PublicationListener publications,
            Watcher watcher) {
        this.endpoints = endpoints;
        this.parts = parts;
        this.channel = channel;
        this.publications = publications;
        this.watcher = watcher;
        this.thread =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread named = new Thread(task, "Publications");
                    named.setDaemon(true);
                    return named;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** @param publishPort as the master told */
    synchronized void open(int publishPort) {
        port = publishPort;
        String endpoint = endpoints.publications(publishPort);
        log.debug("Connecting the Minion to the Master publish port, using the URI: {}", endpoint);
        client = parts.roads()
                .publishClient(endpoint, parts.config().id().value(), endpoints.publicationOptions(), new Incoming());
        boolean isFiltering = Boolean.TRUE.equals(parts.config().raw().get("zmq_filtering"));
        (isFiltering ? channel.topics() : List.of(EVERYTHING)).forEach(client::subscribe);
    }

    /** Connects anew if the master now publishes elsewhere. */
    synchronized void move(int publishPort) {
        if (publishPort != port) {
            client.close();
            isReady = false;
            open(publishPort);
        }
    }

    /** False if there is no connection within this time. */
    synchronized boolean awaitReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!isReady) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }

    private synchronized void ready(boolean now) {
        isReady = now;
        notifyAll();
    }

    /** The socket's handler: one for each socket, so that the end of an old one is not taken for the end of the new one. */
    private final class Incoming implements PublishClient.Handler {
        private volatile boolean wasConnected;

        @Override
        public void onMessage(List<byte[]> frames) {
            try {
                thread.execute(() -> take(frames));
            } catch (RejectedExecutionException full) {
                parts.listener().onPublicationOverflow(endpoints.address().toString());
            }
        }

        @Override
        public void onConnected(String address) {
            ready(true);
            if (wasConnected) {
                watcher.onBack();
            }
            wasConnected = true;
        }

        @Override
        public void onDisconnected(String address) {
            ready(false);
            watcher.onLost();
        }
    }

    private void take(List<byte[]> frames) {
        try {
            publications.take(frames);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        PublishClient open;
        synchronized (this) {
            open = client;
        }
        if (open != null) {
            open.close();
        }
    }
}
