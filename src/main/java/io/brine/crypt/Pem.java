package io.brine.crypt;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One armoured object: {@code -----BEGIN label-----}, headers, base64, {@code -----END label-----}. */
record Pem(String label, Map<String, String> headers, byte[] der) {
    private static final int MAX_CHARACTERS = 1 << 16;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    /** @throws CryptException if the text is not one such object and nothing else but white space */
    static Pem parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new CryptException("not a PEM key: too long");
        }
        List<String> lines = text.strip().lines().map(String::strip).collect(Collectors.toList());
        int last = lines.size() - 1;
        if (last < 1 || !lines.get(0).startsWith(BEGIN) || !lines.get(last).startsWith(END)) {
            throw new CryptException("not a PEM key");
        }
        Map<String, String> headers = new HashMap<>();
        StringBuilder base64 = new StringBuilder();
        for (String line : lines.subList(1, last)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            } else {
                base64.append(line);
            }
        }
        try {
            String label = lines.get(0).substring(BEGIN.length()).replace("-----", "");
            return new Pem(label, headers, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException wrong) {
            throw new CryptException("not a PEM key: bad base64", wrong);
        }
    }

    /** With 64 characters a line and a trailing newline, as OpenSSL writes it. */
    static String write(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return BEGIN + label + "-----\n" + base64 + "\n" + END + label + "-----\n";
    }

    /** What {@code salt.crypt.clean_key} makes of a key text: outer white space stripped, line ends {@code \n}. */
    static String cleaned(String text) {
        return text.strip().lines().collect(Collectors.joining("\n"));
    }
}
