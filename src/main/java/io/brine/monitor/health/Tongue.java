package io.brine.monitor.health;

import io.brine.config.TellConfig;
import io.brine.data.Json;
import io.brine.events.EventSink;
import io.brine.monitor.health.ProcessRun.Outcome;
import io.brine.monitor.health.Teller.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says messages: an event, a webhook ({@code POST}, JSON, no redirects), a mail by the sendmail program, a command that reads JSON. One
 * at a time on one thread, each within ten seconds; what piles up beyond a thousand is lost and counted.
 */
final class Tongue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tongue.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String masterId;
    private final String sendmail;
    private final EventSink events;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ThreadPoolExecutor thread;
    private final AtomicLong lost = new AtomicLong();

    /** @param sendmail path of the program that takes mails */
    Tongue(String masterId, String sendmail, EventSink events) {
        this.masterId = masterId;
        this.sendmail = sendmail;
        this.events = events;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread speaker = new Thread(task, "Tell");
                    speaker.setDaemon(true);
                    return speaker;
                });
    }

    void say(TellConfig to, Message message) {
        to.event().ifPresent(tag -> events.fire(tag, data(message)));
        if (to.url().isEmpty() && to.mail().isEmpty() && to.command().isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> speak(to, message));
        } catch (RejectedExecutionException full) {
            if (lost.getAndIncrement() == 0) {
                LOG.error("alerts cannot be sent as fast as they come and are lost");
            }
        }
    }

    /** Messages that were lost, as too many waited. */
    long lost() {
        return lost.get();
    }

    private void speak(TellConfig to, Message message) {
        try {
            String body = Json.dump(data(message));
            if (to.url().isPresent()) {
                post(to.url().get(), body);
            }
            if (to.mail().isPresent()) {
                run(
                        List.of(sendmail, "-t", "-i"),
                        mail(to.mail().get(), message),
                        "the mail to " + to.mail().get());
            }
            if (!to.command().isEmpty()) {
                run(to.command(), body, "the command " + to.command().get(0));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            LOG.error("an alert could not be sent: {}", failed.toString());
        }
    }

    /** The address is not logged whole: webhooks carry their secret in the path. */
    private void post(URI url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> answer;
        try {
            answer = http.send(request, BodyHandlers.discarding());
        } catch (IOException failed) {
            throw new IOException(
                    "the webhook at " + url.getHost() + " failed: "
                            + failed.getClass().getSimpleName(),
                    failed);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the webhook at " + url.getHost() + " answered " + answer.statusCode());
        }
    }

    private static void run(List<String> words, String input, String what) throws InterruptedException, IOException {
        Outcome outcome = ProcessRun.run(words, input, PATIENCE.toMillis());
        if (outcome.status() != 0) {
            throw new IOException(what + " failed: "
                    + (outcome.timedOut() ? "it took too long" : outcome.status() + " " + outcome.firstLine()));
        }
    }

    private String mail(String address, Message message) {
        String subject = masterId + " " + message.text().lines().findFirst().orElse("");
        return "To: " + address + "\nSubject: " + ascii(subject) + "\nAuto-Submitted: auto-generated\n"
                + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + message.text()
                + "\n";
    }

    /** A header is one line of plain characters, whatever a minion has put into it. */
    private static String ascii(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.substring(0, Math.min(200, plain.length()));
    }

    private Map<String, Object> data(Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("master", masterId);
        data.put("topic", message.topic());
        data.put("text", message.text());
        data.put("at", message.at());
        data.putAll(message.data());
        return data;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
