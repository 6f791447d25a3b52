package io.brine.keys;

import io.brine.keys.KeyDecision.Verdict;
import io.brine.wire.MinionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where minions come with their keys: looks the id up, decides, and changes the files as decided. Two requests of one id
 * are decided one after the other.
 */
public final class KeyDesk {
    private static final int DESKS = 64;

    private final MinionKeys keys;
    private final Path pkiDir;
    private final boolean openMode;
    private final Function<Request, Verdict> autoSign;
    private final Object[] desks = new Object[DESKS];

    /** A key that is offered. @param pub text of the public key as sent @param autosignGrains may be empty */
    public record Request(MinionId id, String pub, Map<String, Object> autosignGrains) {}

    public KeyDesk(MinionKeys keys, Path pkiDir, boolean openMode, AutoSign autoSign) {
        this.keys = keys;
        this.pkiDir = pkiDir;
        this.openMode = openMode;
        this.autoSign = request -> autoSign.verdict(request.id(), request.autosignGrains());
        for (int i = 0; i < DESKS; i++) {
            desks[i] = new Object();
        }
    }

    /** Decides and carries out. @throws java.io.UncheckedIOException if pki_dir cannot be written */
    public KeyDecision judge(Request request) {
        synchronized (desks[Math.floorMod(request.id().hashCode(), DESKS)]) {
            KeyDecision decision = decide(request);
            carryOut(decision, request);
            return decision;
        }
    }

    /** Autosign is asked only where its answer counts, so that nobody else's knock uses up a stub. */
    private KeyDecision decide(Request request) {
        if (request.pub().length() > KeyText.LONGEST
                || openMode && request.pub().isBlank()) {
            return KeyDecision.REFUSE;
        }
        Optional<KeyState> known = openMode ? Optional.empty() : keys.stateOf(request.id());
        boolean aDirectoryIsInTheWay = known.isEmpty()
                && Files.isDirectory(pkiDir.resolve(KeyState.PENDING.directory())
                        .resolve(request.id().value()));
        if (aDirectoryIsInTheWay && !openMode) {
            return KeyDecision.REFUSE;
        }
        boolean same = known.flatMap(state -> keys.text(state, request.id()))
                .map(text -> KeyText.same(text, request.pub()))
                .orElse(false);
        boolean asks =
                !openMode && known.filter(state -> state != KeyState.PENDING).isEmpty();
        Verdict verdict = asks ? autoSign.apply(request) : Verdict.NONE;
        return KeyDecision.decide(known, same, verdict, openMode);
    }

    private void carryOut(KeyDecision decision, Request request) {
        MinionId id = request.id();
        switch (decision) {
            case ACCEPT_NEW -> keys.write(KeyState.ACCEPTED, id, request.pub());
            case OVERWRITE -> {
                if (!keys.text(KeyState.ACCEPTED, id).equals(Optional.of(request.pub()))) {
                    keys.write(KeyState.ACCEPTED, id, request.pub());
                }
            }
            case ACCEPT_PENDING -> {
                keys.write(KeyState.ACCEPTED, id, request.pub());
                keys.remove(KeyState.PENDING, id);
            }
            case DENY, DENY_SIGNED -> keys.write(KeyState.DENIED, id, request.pub());
            case REJECT -> keys.write(KeyState.REJECTED, id, request.pub());
            case REJECT_PENDING -> keys.move(KeyState.PENDING, KeyState.REJECTED, id);
            case PEND -> keys.write(KeyState.PENDING, id, request.pub());
            // ACCEPT, REFUSE and PEND_AGAIN leave the files as they are.
            default -> {}
        }
    }
}
