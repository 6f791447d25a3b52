package io.brine.modules.execution;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.InvocationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * A text file that is changed in place: as one character a byte, so that what is not touched stays as it is. It is
 * replaced as a whole, and keeps owner, group and mode.
 */
final class EditedFile {
    private final Path path;
    private final String before;

    private EditedFile(Path path, String before) {
        this.path = path;
        this.before = before;
    }

    /** @throws InvocationException for a file with zero bytes or much that is no text */
    static EditedFile open(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        if (!isText(Arrays.copyOf(bytes, Math.min(512, bytes.length)))) {
            throw new InvocationException("Cannot perform string replacements on a binary file: " + path);
        }
        return new EditedFile(path, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Source: 3006.0 utils/files.py is_text */
    private static boolean isText(byte[] block) {
        int strange = 0;
        for (byte b : block) {
            if (b == 0) {
                return false;
            }
            boolean isUsual = b >= 32 && b < 127 || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == '\b';
            strange += isUsual ? 0 : 1;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(block));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return (double) strange / block.length <= 0.3;
        }
    }

    Path path() {
        return path;
    }

    /** The contents, one character a byte. */
    String before() {
        return before;
    }

    /** @param suffix what the name of the copy of the old contents ends in, empty for no copy */
    void replaceWith(String after, String suffix) throws IOException {
        FileStat stat = FileStat.of(path);
        Path fresh = Files.createTempFile(path.toAbsolutePath().getParent(), ".brine-", ".new");
        try {
            Files.write(fresh, after.getBytes(StandardCharsets.ISO_8859_1));
            FileOwnership.copy(stat, fresh);
            if (!suffix.isEmpty()) {
                Files.copy(
                        path,
                        Path.of(path + suffix),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new CommandExecutionException(
                    "Unable to write file '" + path + "'. Exception: " + OsErrors.describe(refused));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What becomes of the argument {@code backup}: a suffix; False and nil mean none. */
    static String suffix(Object backup) {
        return backup instanceof String text ? text : Boolean.TRUE.equals(backup) ? "True" : "";
    }

    /** The difference between two contents, as text. */
    static String diff(String before, String after) {
        return GivenRegex.text(UnifiedDiff.of(UnifiedDiff.lines(before), UnifiedDiff.lines(after)));
    }
}
