package io.brine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the owner of a database does before, beside and after its work: the mark of an unclean stop, the look at what that
 * left behind, the checkpoints. The mark is a file {@code <database>.running}; it goes away with a clean stop, and its text
 * says when damage was seen.
 */
class LedgerUpkeep implements AutoCloseable {
    /** For a guest beside the owner. */
    static final LedgerUpkeep NONE = new LedgerUpkeep();

    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeep.class);
    /** A check reads the whole file: up to this size within about a second, so the start waits for it. */
    private static final long QUICKLY_CHECKED_BYTES = 256L << 20;

    LedgerUpkeep() {}

    static LedgerUpkeep ofOwner(Path file) {
        return new OfOwner(file);
    }

    /** Puts in order what is there, before anything is opened. */
    void before(LedgerSchema schema) {}

    /** Brings over what can be read of a file that was set aside. */
    void rescue(SqliteSession writer) {}

    /** The tables are there. */
    void after(Supplier<LedgerCounts> counts, Runnable askWriter) {}

    @Override
    public void close() {}

    /** The file is closed. @param clean all that was queued is in it */
    void stopped(boolean clean) {}

    private static final class OfOwner extends LedgerUpkeep {
        private final Path file;
        private final Path mark;
        private boolean checkLater;
        private Optional<Path> aside = Optional.empty();
        private Checkpoints checkpoints;
        private volatile boolean damaged;

        OfOwner(Path file) {
            this.file = file;
            this.mark = file.resolveSibling(file.getFileName() + ".running");
        }

        @Override
        void before(LedgerSchema schema) {
            if (!Files.exists(file)) {
                return;
            }
            boolean unclean = Files.exists(mark);
            long size = size(file);
            boolean sawDamage = unclean && size(mark) > 0;
            boolean now = unclean && (sawDamage || size <= QUICKLY_CHECKED_BYTES);
            checkLater = unclean && !now;
            if (unclean) {
                LOG.warn(
                        "{} was not closed at the last stop: {} MB, {} KB in its log",
                        file,
                        size >> 20,
                        size(file.resolveSibling(file.getFileName() + "-wal")) >> 10);
            }
            LedgerRepair repair = new LedgerRepair(file);
            aside = repair.fault(schema.layout(), now)
                    .map(fault -> repair.setAside(fault, Instant.now().getEpochSecond()));
        }

        @Override
        void rescue(SqliteSession writer) {
            aside.ifPresent(damagedFile -> LedgerRepair.rescue(damagedFile, writer));
        }

        @Override
        void after(Supplier<LedgerCounts> counts, Runnable askWriter) {
            writeMark("");
            checkpoints = new Checkpoints(file, counts, askWriter);
            checkpoints.start();
            if (checkLater) {
                Thread check = new Thread(this::checkNow, "LedgerCheck");
                check.setDaemon(true);
                check.start();
            }
        }

        private void checkNow() {
            try (SqliteSession session = SqliteSession.open(file, SqliteSession.Use.READER)) {
                String found = session.query("pragma quick_check(1)").get(0).text(0);
                damaged = !found.equals("ok");
                if (damaged) {
                    writeMark(found);
                    LOG.error("{} is damaged: {}; at the next start what is readable goes to a new file", file, found);
                } else {
                    LOG.info("{} was checked and is whole", file);
                }
            } catch (LedgerException failed) {
                LOG.error("{} could not be checked: {}", file, failed.getMessage());
            }
        }

        private void writeMark(String text) {
            try {
                Files.writeString(mark, text);
            } catch (IOException refused) {
                LOG.warn("cannot write {}: {}", mark, refused.toString());
            }
        }

        @Override
        public void close() {
            if (checkpoints != null) {
                checkpoints.close();
            }
        }

        @Override
        void stopped(boolean clean) {
            if (!clean || damaged) {
                return;
            }
            try {
                Files.deleteIfExists(mark);
            } catch (IOException refused) {
                LOG.warn("cannot remove {}: {}", mark, refused.toString());
            }
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException absent) {
                return 0;
            }
        }
    }
}
