package io.brine.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * {@code /ws} and {@code /ws/TOKEN}: the bus over a WebSocket, with a session, or a token in the address. Each event is {@code
 * data: {...}} and an empty line; with {@code ?format_events} they are summed up by {@link SaltInfo}.
 */
final class SocketResource implements Resource {
    private final EventFan fan;
    private final TokenLife life;
    private final DoorCounts counts;

    SocketResource(EventFan fan, TokenLife life, DoorCounts counts) {
        this.fan = fan;
        this.life = life;
        this.counts = counts;
    }

    @Override
    public Answer handle(ApiRequest request) {
        Optional<String> token = request.onePart("token")
                .or(() -> request.header(Gate.TOKEN_HEADER))
                .or(() -> request.session().map(ApiSession::id));
        BooleanSupplier alive = token.flatMap(life::of).orElseThrow(() -> new HttpRefusal(401, Gate.NO_PERMISSION));
        return new Answer.Socket(
                101, Map.of(), new EventSocket(fan, alive, texts(request), () -> counts.refused("slow reader")));
    }

    private static Function<EventFan.Heard, List<String>> texts(ApiRequest request) {
        if (request.parameter("format_events").isEmpty()) {
            return heard -> List.of("data: " + heard.json() + "\n\n");
        }
        SaltInfo info = new SaltInfo();
        return heard -> info.after(heard.event());
    }
}
