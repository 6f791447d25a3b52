package io.brine.jobs;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Salt's job cache on disk, written for the tools that read it there (PROTOCOL 11.1):
 * <pre>
 *   &lt;cachedir&gt;/jobs/&lt;hh&gt;/&lt;hash of jid&gt;/  jid  .load.p  .minions.p  .minions.&lt;syndic&gt;.p  [nocache]
 *                                       &lt;minion&gt;/return.p  &lt;minion&gt;/out.p
 * </pre>
 * A file that cannot be written is logged: the book has the truth. Source: 3006.0 returners/local_cache.py.
 */
public final class JobFiles {
    private static final Logger LOG = LoggerFactory.getLogger(JobFiles.class);

    /** What is asked and answered may hold secrets; files inside are nobody else's to reach. */
    private static final FileAttribute<?> OWNERS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final String hashType;
    private volatile boolean writesReturns;

    /** @param hashType Salt's hash_type, such as sha256
     *  @param writesReturns false: only what {@code salt} itself needs, no file for each return */
    public JobFiles(Path cachedir, String hashType, boolean writesReturns) {
        this.root = cachedir.resolve("jobs");
        this.hashType = hashType;
        this.writesReturns = writesReturns;
    }

    private JobFiles(String hashType, Path root) {
        this.root = root;
        this.hashType = hashType;
        this.writesReturns = true;
    }

    /** The same layout directly in this directory. */
    static JobFiles in(Path root, String hashType) {
        return new JobFiles(hashType, root);
    }

    /** From now on there is a file for each return. */
    void writeReturns() {
        writesReturns = true;
    }

    boolean writesReturns() {
        return writesReturns;
    }

    /** @throws UncheckedIOException if a file cannot be written: without them the asking {@code salt} stays silent */
    public void saveJob(JobRecord job, boolean kept) {
        Path directory = directory(job.jid());
        try {
            prepare(directory, job.jid());
            if (!kept) {
                Files.write(directory.resolve("nocache"), new byte[0]);
            }
            Files.write(directory.resolve(".load.p"), MsgPack.packLocal(job.load()));
            if (!"".equals(job.load().getOrDefault("tgt", ""))) {
                Files.write(directory.resolve(".minions.p"), MsgPack.packLocal(job.minions()));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the job cache at " + directory, refused);
        }
    }

    public void saveSyndicMinions(String jid, String syndic, List<String> minions) {
        Path directory = directory(jid);
        try {
            prepare(directory, jid);
            Files.write(directory.resolve(".minions." + syndic + ".p"), MsgPack.packLocal(minions));
        } catch (IOException refused) {
            LOG.warn("cannot write the syndic's minions of job {}: {}", jid, refused.toString());
        }
    }

    public void saveReturn(JobReturn returned) {
        if (!writesReturns) {
            return;
        }
        try {
            writeReturn(returned);
        } catch (FileAlreadyExistsException earlier) {
            LOG.debug("the files of {} for job {} are already there", returned.minion(), returned.jid());
        } catch (IOException | DataException refused) {
            LOG.warn(
                    "cannot write the return of {} for job {}: {}",
                    returned.minion(),
                    returned.jid(),
                    refused.toString());
        }
    }

    /** @return the file of the return. @throws FileAlreadyExistsException if this minion has its directory */
    Path writeReturn(JobReturn returned) throws IOException {
        Path directory = directoryOf(directory(returned.jid()), returned);
        writeWhole(directory, "return.p", MsgPack.packLocal(returned.result()));
        if (returned.out().isPresent()) {
            writeWhole(directory, "out.p", MsgPack.packLocal(returned.out().get()));
        }
        return directory.resolve("return.p");
    }

    /** Mostly the job is there: looking first would cost as much as making it. */
    private static Path directoryOf(Path job, JobReturn returned) throws IOException {
        try {
            return Files.createDirectory(job.resolve(returned.minion()));
        } catch (NoSuchFileException noJob) {
            prepare(job, returned.jid());
            return Files.createDirectory(job.resolve(returned.minion()));
        }
    }

    static void prepare(Path directory, String jid) throws IOException {
        Files.createDirectories(directory, OWNERS_ALONE);
        Files.write(directory.resolve("jid"), jid.getBytes(StandardCharsets.UTF_8));
    }

    /** A reader sees the whole file or none. */
    private static void writeWhole(Path directory, String name, byte[] content) throws IOException {
        Path half = directory.resolve("." + name + ".new");
        Files.write(half, content);
        Files.move(half, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the directories of jobs whose {@code jid} file is older, and those that have none. */
    public void expire(Instant before) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> tops = Files.newDirectoryStream(root)) {
            for (Path top : tops) {
                expireIn(top, before);
            }
        } catch (IOException unreadable) {
            LOG.warn("cannot clean the job cache {}: {}", root, unreadable.toString());
        }
    }

    private static void expireIn(Path top, Instant before) throws IOException {
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(top)) {
            for (Path job : jobs) {
                Path jid = job.resolve("jid");
                Path dated = Files.exists(jid) ? jid : job;
                if (Files.getLastModifiedTime(dated).toInstant().isBefore(before)) {
                    deleteTree(job);
                }
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Where the files of a job are. */
    public Path directory(String jid) {
        String hash = HexFormat.of().formatHex(digest().digest(jid.getBytes(StandardCharsets.UTF_8)));
        return root.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    /** Salt writes sha256, Java SHA-256. */
    private MessageDigest digest() {
        String upper = hashType.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SHA") && !upper.contains("-") ? "SHA-" + upper.substring(3) : upper;
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException("hash_type " + hashType + " is not known here", unknown);
        }
    }
}
