package io.brine.cli.output;

/** The names of Salt's colours with their SGR codes. Source: 3006.0 salt/utils/color.py get_colors, salt/utils/textformat.py. */
public enum Color {
    BLACK("0;30"),
    DARK_GRAY("0;1;30"),
    RED("0;31"),
    LIGHT_RED("0;1;31"),
    GREEN("0;32"),
    LIGHT_GREEN("0;1;32"),
    YELLOW("0;33"),
    LIGHT_YELLOW("0;1;33"),
    BLUE("0;34"),
    LIGHT_BLUE("0;1;34"),
    MAGENTA("0;35"),
    LIGHT_MAGENTA("0;1;35"),
    CYAN("0;36"),
    LIGHT_CYAN("0;1;36"),
    LIGHT_GRAY("0;37"),
    WHITE("0;1;37"),
    DEFAULT_COLOR("0;39"),
    ENDC("0;0");

    private final String codes;

    Color(String codes) {
        this.codes = codes;
    }

    /** The escape sequence that switches to this colour. */
    String sequence() {
        return "\033[" + codes + "m";
    }
}
