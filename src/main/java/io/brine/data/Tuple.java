package io.brine.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's tuple: a list that cannot change and prints in parentheses. Trees from the wire hold lists in its place. */
public final class Tuple extends AbstractList<Object> {
    private final List<Object> items;

    public Tuple(List<?> items) {
        this.items = Collections.unmodifiableList(new ArrayList<>(items));
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
