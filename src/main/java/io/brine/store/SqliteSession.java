package io.brine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** One connection to a SQLite file and its prepared statements. Not thread-safe. */
final class SqliteSession implements LedgerSession, AutoCloseable {
    private static final int MOST_STATEMENTS = 200;
    /** Free pages are given back in slices; only a new file takes this to heart, and only before its first table. */
    private static final String VACUUM = "pragma auto_vacuum=incremental";

    private static final List<String> SETTINGS = List.of(
            "pragma busy_timeout=5000",
            "pragma journal_mode=WAL",
            "pragma synchronous=FULL",
            "pragma mmap_size=67108864",
            "pragma temp_store=MEMORY");

    /** What a connection is for. */
    enum Use {
        /** The one writer of a daemon: it leaves the log to a thread of its own. */
        WRITER("pragma wal_autocheckpoint=0"),
        /** A writer beside the daemon, that writes little. */
        GUEST("pragma wal_autocheckpoint=4000"),
        READER("pragma query_only=on"),
        CHECKPOINTER("pragma wal_autocheckpoint=0");

        private final String setting;

        Use(String setting) {
            this.setting = setting;
        }
    }

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteSession(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static SqliteSession open(Path file, Use use) {
        try {
            if (use == Use.WRITER || use == Use.GUEST) {
                make(file);
            }
            return prepared(file, use, connect(file));
        } catch (IOException | SQLException refused) {
            throw new LedgerException("cannot open the database " + file + ": " + refused.getMessage(), refused);
        }
    }

    /** For its owner alone, as returns hold secrets. */
    private static void make(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Nobody asks for generated keys, which the driver would otherwise look up after each insert. */
    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setGetGeneratedKeys(false);
        return settings.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static SqliteSession prepared(Path file, Use use, Connection connection) {
        SqliteSession session = new SqliteSession(file, connection);
        try {
            if (use == Use.WRITER && session.query("pragma page_count").get(0).number(0) == 0) {
                session.query(VACUUM);
            }
            SETTINGS.forEach(session::query);
            session.query(use.setting);
            return session;
        } catch (LedgerException refused) {
            session.close();
            throw refused;
        }
    }

    void begin() {
        execute("begin immediate");
    }

    void commit() {
        execute("commit");
    }

    /**
     * Also when there is nothing to roll back: SQLite may have done it itself, on a full disk. A statement that was left half
     * way holds the transaction open, so without success all statements are given up first: the writer must go on.
     */
    void rollback() {
        try {
            prepared("rollback").execute();
        } catch (SQLException refused) {
            giveUpStatements();
            try (Statement plain = connection.createStatement()) {
                plain.execute("rollback");
            } catch (SQLException nothingOpen) {
                statements.clear();
            }
        }
    }

    private void giveUpStatements() {
        for (String sql : List.copyOf(statements.keySet())) {
            forget(sql);
        }
    }

    /** By a statement of its own, as the driver takes only the first step of a prepared one that has no columns. */
    @Override
    public void giveBack(int pages) {
        String sql = "pragma incremental_vacuum(" + pages + ")";
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate(sql);
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    private void execute(String sql) {
        try {
            prepared(sql).execute();
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    @Override
    public int update(String sql, Object... values) {
        try {
            return prepared(sql, values).executeUpdate();
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    @Override
    public List<LedgerRow> query(String sql, Object... values) {
        List<LedgerRow> rows = new ArrayList<>();
        each(sql, row -> rows.add(row), values);
        return rows;
    }

    /** Row by row, for tables that do not fit into memory. */
    void each(String sql, RowTaker taker, Object... values) {
        try {
            PreparedStatement statement = prepared(sql, values);
            if (!statement.execute()) {
                forget(sql);
                return;
            }
            try (ResultSet answer = statement.getResultSet()) {
                int width = answer.getMetaData().getColumnCount();
                while (answer.next()) {
                    taker.take(row(answer, width));
                }
            }
        } catch (SQLException failed) {
            throw failure(sql, failed);
        }
    }

    /** Takes one row. */
    interface RowTaker {
        void take(LedgerRow row);
    }

    private static LedgerRow row(ResultSet answer, int width) throws SQLException {
        Object[] columns = new Object[width];
        for (int column = 0; column < width; column++) {
            columns[column] = answer.getObject(column + 1);
        }
        return new LedgerRow(columns);
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            forgetStatements();
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }

    /** Searches make statements of many shapes. */
    private void forgetStatements() throws SQLException {
        if (statements.size() >= MOST_STATEMENTS) {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            statements.clear();
        }
    }

    /** The driver does not run a statement again that has failed once: the next time it is made anew. */
    private void forget(String sql) {
        PreparedStatement spent = statements.remove(sql);
        try {
            if (spent != null) {
                spent.close();
            }
        } catch (SQLException alreadyClosed) {
            statements.remove(sql);
        }
    }

    private LedgerException failure(String sql, SQLException failed) {
        forget(sql);
        return new LedgerException("database " + file + ": " + failed.getMessage(), failed);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            statements.clear();
        }
    }
}
