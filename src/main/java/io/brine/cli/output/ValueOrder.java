package io.brine.cli.output;

import io.brine.data.PyOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order Python's {@code sorted} gives: numbers by value, text by code point, lists item by item, no mixing. */
final class ValueOrder {
    /** Text by code point, which differs from Java's order beyond the basic plane. */
    static final Comparator<String> TEXT = PyOrder::compareText;

    /** Any two values of one kind. Throws {@link UnfitDataException} where Python raises TypeError. */
    static final Comparator<Object> VALUES = ValueOrder::compare;

    private ValueOrder() {}

    /** The items sorted. @throws UnfitDataException if two of them cannot be compared */
    static List<Object> sorted(Collection<?> items) {
        List<Object> sorted = new ArrayList<>(items);
        sorted.sort(VALUES);
        return sorted;
    }

    private static int compare(Object left, Object right) {
        if (left instanceof String a && right instanceof String b) {
            return PyOrder.compareText(a, b);
        }
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof byte[] a && right instanceof byte[] b) {
            return Arrays.compareUnsigned(a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return compareLists(a, b);
        }
        throw new UnfitDataException("cannot be ordered");
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static int compareNumbers(Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            return Double.compare(decimal(left).doubleValue(), decimal(right).doubleValue());
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof BigInteger big) {
            return new BigDecimal(big);
        }
        double number = ((Number) value).doubleValue();
        boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
        return finite ? new BigDecimal(value.toString()) : BigDecimal.valueOf(Math.signum(number) * Double.MAX_VALUE);
    }

    private static int compareLists(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i) == null && right.get(i) == null ? 0 : compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
