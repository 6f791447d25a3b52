package io.brine.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * {@code /events}: every event of the master's bus, to whoever has a valid session or salt token, until that is over (PROTOCOL
 * 14.3). Source: 3006.0 netapi/rest_cherrypy/app.py Events.
 */
final class EventsResource implements Resource {
    private static final byte[] RETRY = "retry: 400\n".getBytes(StandardCharsets.UTF_8);
    private static final int QUIET_SECONDS = 15;

    private final EventFan fan;
    private final TokenLife life;

    EventsResource(EventFan fan, TokenLife life) {
        this.fan = fan;
        this.life = life;
    }

    @Override
    public Answer handle(ApiRequest request) {
        Optional<String> token = request.header(Gate.TOKEN_HEADER)
                .or(() -> request.parameter("token"))
                .or(() -> request.parameter("salt_token"))
                .or(() -> request.session().map(ApiSession::id));
        BooleanSupplier alive = token.flatMap(life::of).orElseThrow(() -> new HttpRefusal(401, Gate.NO_PERMISSION));
        return Answer.events(stream -> {
            stream.send(RETRY);
            fan.listen(new Listener(stream, alive));
        });
    }

    private static final class Listener implements EventFan.Listener {
        private final EventStream stream;
        private final BooleanSupplier alive;
        private int quietSeconds;

        Listener(EventStream stream, BooleanSupplier alive) {
            this.stream = stream;
            this.alive = alive;
        }

        @Override
        public boolean onEvent(EventFan.Heard event) {
            quietSeconds = 0;
            if (!alive.getAsBoolean()) {
                stream.end();
                return false;
            }
            return stream.send(event.serverSent());
        }

        @Override
        public boolean onTick() {
            if (!alive.getAsBoolean()) {
                stream.end();
                return false;
            }
            quietSeconds++;
            if (quietSeconds >= QUIET_SECONDS) {
                quietSeconds = 0;
                return stream.comment("nothing happens");
            }
            return !stream.isOver();
        }

        @Override
        public void onClosed() {
            stream.end();
        }
    }
}
