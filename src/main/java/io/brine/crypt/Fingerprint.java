package io.brine.crypt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fingerprint of a key file as people compare it: over the text between the armour lines, not over the key.
 * Source: 3006.0 utils/crypt.py pem_finger.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** Lower-case hex with colons, such as {@code 56:89:84:...}, of the lines between the first and the last that is not blank. */
    public static String of(String pem, HashType hashType) {
        List<String> lines = pem.replace("\r\n", "\n")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toList());
        int last = Math.max(1, lines.size() - 1);
        String body = lines.isEmpty()
                ? ""
                : lines.subList(1, last).stream().map(line -> line + "\n").collect(Collectors.joining());
        return colons(hashType.hex(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of a key given as text and not as a file, the whole text is hashed. */
    public static String ofWholeText(String text, HashType hashType) {
        return colons(hashType.hex(text));
    }

    private static String colons(String hex) {
        StringBuilder out = new StringBuilder(hex.length() * 3 / 2);
        for (int i = 0; i < hex.length(); i += 2) {
            out.append(i == 0 ? "" : ":").append(hex, i, i + 2);
        }
        return out.toString();
    }
}
