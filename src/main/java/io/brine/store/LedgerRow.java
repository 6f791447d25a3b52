package io.brine.store;

import java.util.Arrays;

/** One row of an answer; columns count from 0. */
public final class LedgerRow {
    private final Object[] columns;

    LedgerRow(Object[] columns) {
        this.columns = Arrays.copyOf(columns, columns.length);
    }

    /** All of them, as a statement takes them. */
    Object[] columns() {
        return columns.clone();
    }

    public boolean isNull(int column) {
        return columns[column] == null;
    }

    /** Empty for null. */
    public String text(int column) {
        return columns[column] == null ? "" : columns[column].toString();
    }

    /** 0 for null. */
    public long number(int column) {
        return columns[column] instanceof Number number ? number.longValue() : 0;
    }

    /** Empty for null. */
    public byte[] bytes(int column) {
        return columns[column] instanceof byte[] bytes ? bytes.clone() : new byte[0];
    }
}
