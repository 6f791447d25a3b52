package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * {@code random}: random text and numbers. A seed makes a result repeatable on Brine, but not the one Python's generator
 * would give. Source: 3006.0 modules/mod_random.py, utils/pycrypto.py
 */
final class RandomModule implements FunctionModule {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String WHITESPACE = " \t\n\r\u000b\f";
    private static final Map<String, String> CRYPT_NUMBERS = Map.of("sha512", "-6", "sha256", "-5", "md5", "-1");

    private final Commands commands;
    private final SecureRandom secure = new SecureRandom();

    RandomModule(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "hash",
                Parameters.of("value", "algorithm=sha512"),
                "Return the hash of a value.\nsalt '*' random.hash 'I am a string' md5",
                (context, arguments) -> Digests.hex(
                        arguments.text("algorithm"), arguments.text("value").getBytes(StandardCharsets.UTF_8)));
        functions.add(
                "str_encode",
                Parameters.of("value", "encoder=base64"),
                "Encode a text as base64 or in a character set.\nsalt '*' random.str_encode 'I am a new string'",
                (context, arguments) -> encode(arguments));
        functions.add(
                "get_str",
                Parameters.of(
                        "length=20",
                        "chars=None",
                        "lowercase=True",
                        "uppercase=True",
                        "digits=True",
                        "punctuation=True",
                        "whitespace=False",
                        "printable=False"),
                "Return a random text.\nsalt '*' random.get_str 128",
                (context, arguments) -> text((int) arguments.integer("length"), alphabet(arguments)));
        functions.add(
                "shadow_hash",
                Parameters.of("crypt_salt=None", "password=None", "algorithm=sha512"),
                "Return a password hash for the shadow file.\nsalt '*' random.shadow_hash 'My5alT' 'MyP@asswd' md5",
                (context, arguments) -> shadowHash(arguments));
        functions.add(
                "rand_int",
                Parameters.of("start=1", "end=10", "seed=None"),
                "Return a random number between both, which may be it too.\nsalt '*' random.rand_int 1 10",
                (context, arguments) -> number(arguments));
        functions.add(
                "seed",
                Parameters.of("range=10", "hash=None"),
                "Return a number below the range that is always the same for this minion, or this text.\n"
                        + "salt '*' random.seed 10 hash=something",
                RandomModule::seed);
        functions.add(
                "sample",
                Parameters.of("value", "size", "seed=None"),
                "Return some items of a list, each once, in random order.\nsalt '*' random.sample '[\"one\", \"two\"]' 1",
                (context, arguments) -> sample(arguments));
        functions.add(
                "shuffle",
                Parameters.of("value", "seed=None"),
                "Return a list in random order.\nsalt '*' random.shuffle '[\"one\", \"two\"]'",
                (context, arguments) -> shuffled(arguments));
    }

    private static Object encode(Arguments arguments) {
        byte[] bytes = arguments.text("value").getBytes(StandardCharsets.UTF_8);
        if (arguments.text("encoder").equals("base64")) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        try {
            return arguments.text("value").getBytes(Charset.forName(arguments.text("encoder")));
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
            throw new InvocationException("You must specify a valid encoder");
        }
    }

    private static String alphabet(Arguments arguments) {
        if (arguments.flag("printable")) {
            return DIGITS + LOWER + UPPER + PUNCTUATION + WHITESPACE;
        }
        if (arguments.optionalText("chars").filter(chars -> !chars.isEmpty()).isPresent()) {
            return arguments.text("chars");
        }
        return (arguments.flag("lowercase") ? LOWER : "")
                + (arguments.flag("uppercase") ? UPPER : "")
                + (arguments.flag("digits") ? DIGITS : "")
                + (arguments.flag("punctuation") ? PUNCTUATION : "")
                + (arguments.flag("whitespace") ? WHITESPACE : "");
    }

    private String text(int length, String alphabet) {
        if (alphabet.isEmpty()) {
            throw new CommandExecutionException("There are no characters to choose from");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(secure.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Only openssl knows crypt(3) hashes here; the password is an argument of it and so seen by ps for a moment. */
    private Object shadowHash(Arguments arguments) {
        String algorithm = arguments.text("algorithm");
        String number = CRYPT_NUMBERS.get(algorithm);
        if (number == null) {
            throw new InvocationException(
                    "Cannot hash using '" + algorithm + "' hash algorithm. Natively supported algorithms are: "
                            + PyText.repr(new ArrayList<>(CRYPT_NUMBERS.keySet())) + ".");
        }
        String salt = arguments.optionalText("crypt_salt").orElseGet(() -> text(8, LOWER + UPPER + DIGITS));
        String password = arguments.optionalText("password").orElseGet(() -> text(20, LOWER + UPPER + DIGITS));
        return commands.output("openssl", "passwd", number, "-salt", salt, password)
                .orElseThrow(() -> new CommandExecutionException("openssl is needed to make a password hash"));
    }

    private static Random generator(Arguments arguments) {
        return arguments.isNil("seed")
                ? new Random()
                : new Random(PyText.str(arguments.value("seed")).hashCode());
    }

    private static Object number(Arguments arguments) {
        long start = arguments.integer("start");
        long end = arguments.integer("end");
        if (end < start) {
            throw new InvocationException(
                    "empty range for randrange() (" + start + ", " + (end + 1) + ", " + (end - start + 1) + ")");
        }
        return generator(arguments).longs(1, start, end + 1).sum();
    }

    private static Object seed(CallContext context, Arguments arguments) {
        String hash = arguments.isNil("hash") ? context.id() : arguments.text("hash");
        return (long) new Random(hash.hashCode()).nextInt((int) arguments.integer("range"));
    }

    private static List<Object> shuffled(Arguments arguments) {
        List<Object> items = new ArrayList<>(arguments.list("value"));
        Collections.shuffle(items, generator(arguments));
        return items;
    }

    private static Object sample(Arguments arguments) {
        List<Object> items = shuffled(arguments);
        long size = arguments.integer("size");
        if (size < 0 || size > items.size()) {
            throw new InvocationException("Sample larger than population or is negative");
        }
        return new ArrayList<>(items.subList(0, (int) size));
    }
}
