package io.brine.target;

/** How many of the targeted minions: {@code 3} or {@code 10%}. Source: 3006.0 salt/cli/batch.py get_bnum. */
public record BatchSize(double amount, boolean percent) {
    /** @throws IllegalArgumentException with Salt's words, if it is neither a number nor a percentage */
    public static BatchSize parse(String text) {
        boolean percent = text.contains("%");
        try {
            String number = text.replace("%", "").strip();
            return new BatchSize(percent ? Double.parseDouble(number) : Integer.parseInt(number), percent);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "Invalid batch data sent: " + text + "\nData must be in the form of %10, 10% or 3", notANumber);
        }
    }

    /** The number for so many minions; a percentage gives at least one. */
    public int of(int minions) {
        if (!percent) {
            return (int) amount;
        }
        double part = amount / 100.0 * minions;
        return (int) (part < 1 ? Math.ceil(part) : part);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return percent ? amount + "%" : Integer.toString((int) amount);
    }
}
