package io.brine.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told of what.
 *
 * @param when {@code when}: states (FAILED, DOWN, FLAPPING, DEGRADED ...), {@code breaker}, {@code incident}, {@code repair},
 *     {@code check}, {@code security}, {@code page} (a log rule that asks for people)
 * @param url {@code url}: a webhook, sent {@code POST} with JSON
 * @param mail {@code mail}: an address, by the sendmail program
 * @param command {@code command}: a program and its arguments; the message is its input as JSON
 * @param event {@code event}: a tag below {@code salt/mon/}
 * @param afterMillis {@code after}, 0: only what has lasted so long
 * @param againMillis {@code again}, 3600: one cause is not told again within that time
 * @param daily {@code daily}, False: gathered into one message a day
 */
public record TellConfig(
        List<String> when,
        Optional<URI> url,
        Optional<String> mail,
        List<String> command,
        Optional<String> event,
        long afterMillis,
        long againMillis,
        boolean daily) {
    private static final List<String> KNOWN = List.of(
            "FAILED",
            "DOWN",
            "SUSPECT",
            "FLAPPING",
            "DEGRADED",
            "GONE",
            "UP",
            "breaker",
            "incident",
            "repair",
            "check",
            "security",
            "page");

    public TellConfig {
        when = List.copyOf(when);
        command = List.copyOf(command);
    }

    static TellConfig from(OptionBlock tell) {
        List<String> when = tell.texts("when", List.of());
        when.stream().filter(word -> !KNOWN.contains(word)).findFirst().ifPresent(unknown -> {
            throw tell.refused("when", "names " + unknown + "; known are " + String.join(", ", KNOWN));
        });
        TellConfig read = new TellConfig(
                when,
                tell.maybeText("url").map(text -> webhook(tell, text)),
                tell.maybeText("mail").map(text -> address(tell, text)),
                tell.texts("command", List.of()),
                tell.maybeText("event").map(text -> tag(tell, text)),
                tell.millis("after", 0),
                tell.millis("again", 3600),
                tell.flag("daily", false));
        tell.finish();
        boolean nobody = read.url.isEmpty() && read.mail.isEmpty() && read.command.isEmpty() && read.event.isEmpty();
        if (when.isEmpty() || nobody) {
            throw tell.refused("needs 'when' and one of url, mail, command, event");
        }
        return read;
    }

    private static URI webhook(OptionBlock tell, String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && List.of("http", "https").contains(scheme)) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw tell.refused("url", "is no address of a webhook: " + notAnAddress.getMessage());
        }
        throw tell.refused("url", "must begin with http:// or https:// and name a host");
    }

    private static String address(OptionBlock tell, String text) {
        if (!text.matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")) {
            throw tell.refused("mail", "is no mail address: " + text);
        }
        return text;
    }

    private static String tag(OptionBlock tell, String text) {
        if (!text.startsWith("salt/mon/")) {
            throw tell.refused("event", "must begin with salt/mon/, is " + text);
        }
        return text;
    }
}
