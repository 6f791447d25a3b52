package io.brine.monitor.health;

import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real OpenSSH server of one's own, on a free port of the loopback, with keys made for it. */
final class LoopbackSshd implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    final Path root;
    final int port;
    final Path key;
    private final Process process;

    /** Skips the test, saying why, where there is no sshd or we are not root. */
    static void mustBeHere() {
        Assumptions.assumeTrue(Files.isExecutable(SSHD), "sshd is not installed: repairs by ssh are not tested");
        Assumptions.assumeTrue("root".equals(account()), "only root can start an sshd that lets root in");
    }

    LoopbackSshd(Path root) throws Exception {
        this.root = root;
        Files.createDirectories(root);
        Files.createDirectories(Path.of("/run/sshd"));
        this.key = newKey("user");
        newKey("host");
        Files.copy(root.resolve("user.pub"), root.resolve("authorized"));
        port = FreePort.next();
        Files.write(
                root.resolve("sshd_config"),
                List.of(
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + root.resolve("host"),
                        "AuthorizedKeysFile " + root.resolve("authorized"),
                        "PidFile " + root.resolve("sshd.pid"),
                        "PermitRootLogin prohibit-password",
                        "PasswordAuthentication no",
                        "StrictModes no",
                        // what this account's shell does at its start is not the test's
                        "SetEnv HOME=" + root,
                        "UsePAM no"));
        process = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        root.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("sshd.log").toFile())
                .start();
        await().until(() -> HostLook.isOpen("127.0.0.1", port) && isListening());
    }

    private boolean isListening() throws IOException {
        return Files.readString(root.resolve("sshd.log")).contains("listening");
    }

    static String account() {
        return ProcessHandle.current().info().user().orElse("");
    }

    /** @return the private one; the public one lies beside it */
    Path newKey(String name) throws Exception {
        Path file = root.resolve(name);
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new AssertionError("ssh-keygen failed");
        }
        return file;
    }

    /** Its host key as that of a minion. */
    String knownHost(String id) throws IOException {
        return id + " " + Files.readString(root.resolve("host.pub")).strip() + "\n";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
