package io.brine.master;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a minion has let us know of itself since the master started.
 *
 * @param lastHeard its last proven request
 * @param lastCmd what that was
 * @param lastAddress where it came from, host:port; empty text before the first
 * @param saltVersion from the grains of its last pillar request; empty text before the first
 * @param clockAheadSeconds by how much its clock is ahead of ours, negative for behind; whole seconds, as requests are dated
 * @param authentications sign-ins, of any outcome
 * @param lastAuthentication outcome of the last one, empty text before the first
 * @param connects connections to the publish port that were known to be its own
 * @param links the last of these, oldest first
 */
public record MinionSigns(
        String minion,
        Optional<Instant> lastHeard,
        String lastCmd,
        String lastAddress,
        String saltVersion,
        OptionalLong clockAheadSeconds,
        long authentications,
        String lastAuthentication,
        long connects,
        List<LinkEvent> links) {

    /** @param what {@code connected} or a {@link DisconnectReason#word()} @param detail the transport's sentence, or empty */
    public record LinkEvent(Instant at, String what, String address, String detail) {}

    /** When and why the last connection ended. */
    public Optional<LinkEvent> lastEnd() {
        return links.stream()
                .filter(link -> !link.what().equals(MinionNotes.CONNECTED))
                .reduce((first, second) -> second);
    }
}
