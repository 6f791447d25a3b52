package io.brine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection to a SQLite file and its prepared statements. Not thread-safe. */
final class SqliteSession implements LedgerSession {
    private static final List<String> SETTINGS = List.of(
            "pragma journal_mode=WAL",
            "pragma synchronous=FULL",
            "pragma wal_autocheckpoint=4000",
            "pragma mmap_size=268435456",
            "pragma busy_timeout=5000",
            "pragma temp_store=MEMORY");

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteSession(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static SqliteSession open(Path file, boolean readOnly) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!readOnly && !Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            SqliteSession session = new SqliteSession(file, connection);
            for (String setting : SETTINGS) {
                session.execute(setting);
            }
            if (readOnly) {
                session.execute("pragma query_only=on");
            }
            return session;
        } catch (IOException | SQLException refused) {
            throw new LedgerException("cannot open the database " + file + ": " + refused.getMessage(), refused);
        }
    }

    void begin() {
        execute("begin immediate");
    }

    void commit() {
        execute("commit");
    }

    /** Also when there is nothing to roll back: SQLite may have done it itself, on a full disk. */
    void rollback() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException nothingOpen) {
            statements.clear();
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    @Override
    public int update(String sql, Object... values) {
        try {
            return prepared(sql, values).executeUpdate();
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    @Override
    public List<LedgerRow> query(String sql, Object... values) {
        List<LedgerRow> rows = new ArrayList<>();
        try (ResultSet answer = prepared(sql, values).executeQuery()) {
            int width = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                Object[] columns = new Object[width];
                for (int column = 0; column < width; column++) {
                    columns[column] = answer.getObject(column + 1);
                }
                rows.add(new LedgerRow(columns));
            }
            return rows;
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }

    private LedgerException failure(SQLException failed) {
        return new LedgerException("database " + file + ": " + failed.getMessage(), failed);
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            statements.clear();
        }
    }
}
