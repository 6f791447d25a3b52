package io.brine.store;

import java.util.List;

/** SQL on a {@link Ledger}, without the types of any driver. Values are text, whole numbers, bytes or null. */
public interface LedgerSession {
    /** @return rows changed. @throws LedgerException if the statement fails */
    int update(String sql, Object... values);

    /** @throws LedgerException if the statement fails */
    List<LedgerRow> query(String sql, Object... values);

    /** Gives up to so many free pages back to the file system. @throws LedgerException if that fails */
    void giveBack(int pages);
}
