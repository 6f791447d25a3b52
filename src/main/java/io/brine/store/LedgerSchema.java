package io.brine.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a {@link Ledger}.
 *
 * @param layout grows when tables change so that older files cannot be used as they are; kept in {@code user_version}
 * @param statements may be run at every start ({@code create table if not exists})
 */
public record LedgerSchema(int layout, List<String> statements) {
    public LedgerSchema {
        statements = List.copyOf(statements);
    }

    /** The same with the tables of another part of the house. */
    public LedgerSchema with(List<String> more) {
        List<String> all = new ArrayList<>(statements);
        all.addAll(more);
        return new LedgerSchema(layout, all);
    }
}
