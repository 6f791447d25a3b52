package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** {@code hashutil}: hashes and base64 of text and files. Source: 3006.0 modules/hashutil.py, utils/hashutils.py */
final class HashutilModule implements FunctionModule {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    @Override
    public String name() {
        return "hashutil";
    }

    @Override
    public void register(Registrar functions) {
        registerDigests(functions);
        registerBase64(functions);
        registerSignatures(functions);
    }

    private static void registerDigests(Registrar functions) {
        functions.add(
                "digest",
                Parameters.of("instr", "checksum=md5"),
                "Return the checksum of a text: md5, sha256 or sha512.\nsalt '*' hashutil.digest 'get salted' sha256",
                (context, arguments) -> digest(bytes(arguments, "instr"), arguments.text("checksum")));
        functions.add(
                "digest_file",
                Parameters.of("infile", "checksum=md5"),
                "Return the checksum of a file: md5, sha256 or sha512.\nsalt '*' hashutil.digest_file /path/to/file",
                (context, arguments) -> {
                    Path file = FilePaths.of(arguments.text("infile"));
                    if (!Files.isRegularFile(file)) {
                        throw new CommandExecutionException("File path '" + arguments.text("infile") + "' not found.");
                    }
                    return digest(Files.readAllBytes(file), arguments.text("checksum"));
                });
        for (String type : new String[] {"md5", "sha256", "sha512"}) {
            functions.add(
                    type + "_digest",
                    Parameters.of("instr"),
                    "Return the " + type + " checksum of a text.\nsalt '*' hashutil." + type + "_digest 'get salted'",
                    (context, arguments) -> Digests.hex(type, bytes(arguments, "instr")));
        }
    }

    private static String digest(byte[] content, String checksum) {
        if (!Set.of("md5", "sha256", "sha512").contains(checksum)) {
            throw new CommandExecutionException("Hash func '" + checksum + "' is not supported.");
        }
        return Digests.hex(checksum, content);
    }

    private static void registerBase64(Registrar functions) {
        functions.add(
                "base64_b64encode",
                Parameters.of("instr"),
                "Encode a text as base64 without line ends.\nsalt '*' hashutil.base64_b64encode 'get salted'",
                (context, arguments) -> Base64.getEncoder().encodeToString(bytes(arguments, "instr")));
        functions.add(
                "base64_b64decode",
                Parameters.of("instr"),
                "Decode base64.\nsalt '*' hashutil.base64_b64decode 'Z2V0IHNhbHRlZA=='",
                (context, arguments) -> text(decode(bytes(arguments, "instr"))));
        functions.add(
                "base64_encodestring",
                Parameters.of("instr"),
                "Encode a text as base64 in lines of 76 letters.\nsalt '*' hashutil.base64_encodestring 'get salted'",
                (context, arguments) -> inLines(bytes(arguments, "instr")));
        functions.add(
                "base64_decodestring",
                Parameters.of("instr"),
                "Decode base64 in lines.\nsalt '*' hashutil.base64_decodestring instr='Z2V0IHNhbHRlZAo='",
                (context, arguments) -> text(decode(bytes(arguments, "instr"))));
        functions.add(
                "base64_encodefile",
                Parameters.of("fname"),
                "Encode a file as base64 in lines.\nsalt '*' hashutil.base64_encodefile /path/to/binary_file",
                (context, arguments) -> inLines(Files.readAllBytes(FilePaths.of(arguments.text("fname")))));
        functions.add(
                "base64_decodefile",
                Parameters.of("instr", "outfile"),
                "Decode base64 into a file.\nsalt '*' hashutil.base64_decodefile instr='Z2V0IHNhbHRlZAo=' outfile=/tmp/out",
                (context, arguments) -> {
                    Files.write(FilePaths.of(arguments.text("outfile")), decode(bytes(arguments, "instr")));
                    return true;
                });
    }

    private static String inLines(byte[] content) {
        return content.length == 0 ? "" : LINES.encodeToString(content) + "\n";
    }

    private static byte[] decode(byte[] encoded) {
        try {
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException broken) {
            throw new CommandExecutionException("Incorrect padding");
        }
    }

    private static void registerSignatures(Registrar functions) {
        functions.add(
                "hmac_signature",
                Parameters.of("string", "shared_secret", "challenge_hmac"),
                "Tell whether a base64 HMAC-SHA256 signature is right.\n"
                        + "salt '*' hashutil.hmac_signature 'get salted' 'shared secret' 'eBWf9bstXg+NiP5AOwppB5HMvZiYMPzEM9W5YMm/AmQ='",
                (context, arguments) -> isSame(
                        Base64.getEncoder().encodeToString(hmac("sha256", arguments)),
                        arguments.text("challenge_hmac")));
        functions.add(
                "hmac_compute",
                Parameters.of("string", "shared_secret"),
                "Return the HMAC-SHA256 of a text as hex.\nsalt '*' hashutil.hmac_compute 'get salted' 'shared secret'",
                (context, arguments) -> HexFormat.of().formatHex(hmac("sha256", arguments)));
        functions.add(
                "github_signature",
                Parameters.of("string", "shared_secret", "challenge_hmac"),
                "Tell whether the signature of a web hook, such as sha1=..., is right.\n"
                        + "salt '*' hashutil.github_signature '{\"ref\":....} ' 'shared secret' 'sha1=bc6550fc'",
                (context, arguments) -> {
                    String[] challenge = arguments.text("challenge_hmac").split("=", 2);
                    return challenge.length == 2
                            && isSame(HexFormat.of().formatHex(hmac(challenge[0], arguments)), challenge[1]);
                });
    }

    private static boolean isSame(String computed, String given) {
        return MessageDigest.isEqual(computed.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 2104 over the hash of this name. */
    private static byte[] hmac(String type, Arguments arguments) {
        int blockBytes = type.equals("sha384") || type.equals("sha512") ? 128 : 64;
        byte[] secret = bytes(arguments, "shared_secret");
        if (secret.length > blockBytes) {
            secret = HexFormat.of().parseHex(Digests.hex(type, secret));
        }
        byte[] inner = padded(secret, blockBytes, 0x36);
        byte[] outer = padded(secret, blockBytes, 0x5c);
        byte[] hash = HexFormat.of().parseHex(Digests.hex(type, joined(inner, bytes(arguments, "string"))));
        return HexFormat.of().parseHex(Digests.hex(type, joined(outer, hash)));
    }

    private static byte[] padded(byte[] secret, int blockBytes, int pad) {
        byte[] block = Arrays.copyOf(secret, blockBytes);
        for (int i = 0; i < blockBytes; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] bytes(Arguments arguments, String name) {
        return arguments.value(name) instanceof byte[] bytes
                ? bytes
                : arguments.text(name).getBytes(StandardCharsets.UTF_8);
    }

    /** Text if the bytes are UTF-8, else the bytes. */
    private static Object text(byte[] bytes) {
        return PyText.decoded(bytes).<Object>map(text -> text).orElse(bytes);
    }
}
