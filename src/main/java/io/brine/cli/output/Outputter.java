package io.brine.cli.output;

/** One way to show a tree as text. */
interface Outputter {
    /**
     * The text, its end not yet trimmed.
     *
     * @throws UnfitDataException if this outputter cannot show data of this shape
     */
    String format(Object data, OutputSettings settings);
}
