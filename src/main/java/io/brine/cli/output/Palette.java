package io.brine.cli.output;

import java.util.EnumMap;
import java.util.Map;

/**
 * What each colour is written as: an escape sequence, a theme's sequence, or nothing when colours are off.
 * Source: 3006.0 salt/utils/color.py get_colors.
 */
public final class Palette {
    private final Map<Color, String> sequences = new EnumMap<>(Color.class);

    private Palette() {}

    /** No colour at all. */
    public static Palette off() {
        Palette palette = new Palette();
        for (Color color : Color.values()) {
            palette.sequences.put(color, "");
        }
        return palette;
    }

    /** All colours as Salt has them. */
    public static Palette on() {
        return themed(Map.of());
    }

    /** All colours, those named in the theme (name to SGR codes such as {@code 1;32}) replaced. */
    public static Palette themed(Map<String, String> theme) {
        Palette palette = new Palette();
        for (Color color : Color.values()) {
            String codes = theme.get(color.name());
            palette.sequences.put(color, codes == null ? color.sequence() : "\033[" + codes + "m");
        }
        return palette;
    }

    /** Every colour written as this one; only the reset stays itself ({@code color: RED} in a configuration). */
    public static Palette only(Color one) {
        Palette palette = new Palette();
        for (Color color : Color.values()) {
            palette.sequences.put(color, color == Color.ENDC ? color.sequence() : one.sequence());
        }
        return palette;
    }

    /** The sequence that switches to the colour, empty when colours are off. */
    String start(Color color) {
        return sequences.get(color);
    }

    /** The sequence that ends any colour. */
    String end() {
        return sequences.get(Color.ENDC);
    }

    /** The text between the colour's sequence and the reset. */
    String paint(Color color, String text) {
        return start(color) + text + end();
    }
}
