package io.brine.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database file that cannot be used as it is: it is moved aside under a name that says so, a new one is begun, and every
 * row that can be read is brought over. A start never fails because of it.
 */
final class LedgerRepair {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerRepair.class);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS_AT_ONCE = 1000;

    private final Path file;

    LedgerRepair(Path file) {
        this.file = file;
    }

    /** Why a file is not used. @param word goes into its new name */
    record Fault(String word, String reason) {}

    /** @param thorough reads the whole file */
    Optional<Fault> fault(int layout, boolean thorough) {
        try {
            if (Files.size(file) == 0) {
                return Optional.empty();
            }
            if (!hasMagic()) {
                return Optional.of(new Fault("damaged", "it is no SQLite database"));
            }
        } catch (IOException unreadable) {
            throw new LedgerException("cannot read the database " + file + ": " + unreadable.getMessage(), unreadable);
        }
        try (SqliteSession session = SqliteSession.open(file, SqliteSession.Use.GUEST)) {
            return fault(session, layout, thorough);
        } catch (LedgerException broken) {
            String message = String.valueOf(broken.getMessage());
            if (message.contains("malformed") || message.contains("not a database")) {
                return Optional.of(new Fault("damaged", message));
            }
            throw broken;
        }
    }

    private boolean hasMagic() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private Optional<Fault> fault(SqliteSession session, int layout, boolean thorough) {
        LedgerRow log = session.query("pragma wal_checkpoint(passive)").get(0);
        if (log.number(1) > 0) {
            LOG.warn("{}: {} pages were recovered from its log", file, log.number(1));
        }
        long tables = session.query("select count(*) from sqlite_master").get(0).number(0);
        long found = session.query("pragma user_version").get(0).number(0);
        if (tables > 0 && found != layout) {
            return Optional.of(new Fault("layout-" + found, "it has layout " + found + ", this version " + layout));
        }
        if (thorough) {
            String check = session.query("pragma quick_check(1)").get(0).text(0);
            if (!check.equals("ok")) {
                return Optional.of(new Fault("damaged", check));
            }
            LOG.info("{} was checked and is whole", file);
        }
        return Optional.empty();
    }

    /** @return where it is now, {@code <name>.<word>-<time>} with its log beside it */
    Path setAside(Fault fault, long time) {
        String name = file.getFileName() + "." + fault.word() + "-" + time;
        Path aside = file.resolveSibling(name);
        for (int copy = 1; Files.exists(aside); copy++) {
            aside = file.resolveSibling(name + "-" + copy);
        }
        try {
            Files.move(file, aside);
            for (String beside : List.of("-wal", "-shm")) {
                Path part = file.resolveSibling(file.getFileName() + beside);
                if (Files.exists(part)) {
                    Files.move(part, aside.resolveSibling(aside.getFileName() + beside));
                }
            }
        } catch (IOException refused) {
            throw new LedgerException("cannot set " + file + " aside: " + refused.getMessage(), refused);
        }
        LOG.error("{} cannot be used: {}. It is now {}, and a new one is begun", file, fault.reason(), aside);
        return aside;
    }

    static void makeTables(SqliteSession writer, LedgerSchema schema) {
        schema.statements().forEach(writer::update);
        if (writer.query("pragma user_version").get(0).number(0) != schema.layout()) {
            writer.query("pragma user_version=" + schema.layout());
        }
    }

    /** Copies tables and columns both files have. Says in the log how many rows came over and where reading failed. */
    static void rescue(Path aside, SqliteSession writer) {
        try (SqliteSession old = SqliteSession.open(aside, SqliteSession.Use.READER)) {
            List<String> tables = old.query("select name from sqlite_master where type = 'table'").stream()
                    .map(row -> row.text(0))
                    .filter(name -> !columns(writer, name).isEmpty())
                    .toList();
            tables.forEach(table -> new TableCopy(old, writer, table).run(aside));
        } catch (LedgerException unreadable) {
            LOG.error("nothing could be rescued from {}: {}", aside, unreadable.getMessage());
        }
    }

    private static List<String> columns(SqliteSession session, String table) {
        return session.query("select name from pragma_table_info(?)", table).stream()
                .map(row -> row.text(0))
                .toList();
    }

    /** One table, from its first row up to a damaged place, then from its last row back to it. */
    private static final class TableCopy {
        private final SqliteSession old;
        private final SqliteSession writer;
        private final String table;
        private final List<String> columns;
        private long copied;
        private int open;
        private String fault = "";

        TableCopy(SqliteSession old, SqliteSession writer, String table) {
            this.old = old;
            this.writer = writer;
            this.table = table;
            List<String> known = columns(writer, table);
            this.columns = columns(old, table).stream().filter(known::contains).toList();
        }

        void run(Path aside) {
            if (!pass("")) {
                pass(" order by rowid desc");
            }
            if (fault.isEmpty()) {
                LOG.warn("{}: all {} rows of {} were brought over", aside, copied, table);
            } else {
                LOG.error("{}: {} rows of {} were brought over, the rest is lost: {}", aside, copied, table, fault);
            }
        }

        private boolean pass(String order) {
            String names = String.join(", ", columns);
            String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
            String insert = String.format(Locale.ROOT, "insert or ignore into %s(%s) values(%s)", table, names, marks);
            writer.begin();
            try {
                old.each("select " + names + " from " + table + order, row -> take(insert, row));
                return true;
            } catch (LedgerException damaged) {
                fault = damaged.getMessage();
                return false;
            } finally {
                writer.commit();
            }
        }

        private void take(String insert, LedgerRow row) {
            copied += writer.update(insert, row.columns());
            if (++open % ROWS_AT_ONCE == 0) {
                writer.commit();
                writer.begin();
            }
        }
    }
}
