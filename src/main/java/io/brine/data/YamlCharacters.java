package io.brine.data;

import java.nio.charset.StandardCharsets;

/** Characters YAML does not allow, told as PyYAML tells them. Source: libyaml reader.c. */
final class YamlCharacters {
    private YamlCharacters() {}

    static void check(String text, String sourceName) {
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (!isAllowed(point)) {
                int bytes = text.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
                String problem =
                        String.format("unacceptable character #x%04x: control characters are not allowed", point);
                throw new YamlException(
                        YamlException.Kind.READER, problem + "\n  in \"" + sourceName + "\", position " + bytes, null);
            }
            i += Character.charCount(point) - 1;
        }
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0x7e
                || point == 0x85
                || point >= 0xa0 && point <= 0xd7ff
                || point >= 0xe000 && point <= 0xfffd && point != 0xfeff
                || point >= 0x10000;
    }
}
