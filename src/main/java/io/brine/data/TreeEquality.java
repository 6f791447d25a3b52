package io.brine.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Python's {@code ==} on trees. */
final class TreeEquality {
    private TreeEquality() {}

    static boolean same(Object a, Object b) {
        if (a == b) {
            return !(a instanceof Double number) || !number.isNaN();
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return left.size() == right.size() && left.entrySet().stream().allMatch(entry -> contains(right, entry));
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return sameItems(left, right);
        }
        if (a instanceof byte[] left && b instanceof byte[] right) {
            return Arrays.equals(left, right);
        }
        if (isNumber(a) && isNumber(b)) {
            return sameNumber(a, b);
        }
        return Objects.equals(a, b);
    }

    private static boolean contains(Map<?, ?> map, Map.Entry<?, ?> entry) {
        Object value = map.get(entry.getKey());
        return (value != null || map.containsKey(entry.getKey())) && same(entry.getValue(), value);
    }

    private static boolean sameItems(Collection<?> left, Collection<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static boolean sameNumber(Object a, Object b) {
        if (a instanceof Double || b instanceof Double || a instanceof Float || b instanceof Float) {
            double left = a instanceof Number number ? number.doubleValue() : whole(a).doubleValue();
            double right = b instanceof Number number ? number.doubleValue() : whole(b).doubleValue();
            return left == right && (Double.isInfinite(left) || exact(a).compareTo(exact(b)) == 0);
        }
        return whole(a).equals(whole(b));
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(((Number) number).doubleValue())
                : new BigDecimal(whole(number));
    }

    private static BigInteger whole(Object number) {
        if (number instanceof Boolean flag) {
            return flag ? BigInteger.ONE : BigInteger.ZERO;
        }
        return number instanceof BigInteger big ? big : BigInteger.valueOf(((Number) number).longValue());
    }
}
