package io.brine.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Floats with a number of digits, rounded as C and Python do: the exact binary value, half to even. */
final class Decimals {
    private Decimals() {}

    /** {@code "{:.Nf}".format(value)}. */
    static String fixed(double value, int digits) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@code round(value, digits)}. */
    static double round(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }
}
