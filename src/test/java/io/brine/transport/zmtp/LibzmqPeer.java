package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Sockets of libzmq in a Python process of its own. */
final class LibzmqPeer implements Side.Library {
    private static final String PYTHON = "/usr/bin/python3";
    private static final HexFormat HEX = HexFormat.of();

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private int sockets;

    private LibzmqPeer(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Skips the test with a notice when there is no python3 with zmq. */
    static LibzmqPeer start() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(PYTHON)) && hasZmq(),
                "NOT TESTED against libzmq: " + PYTHON + " with the module zmq (Debian: python3-zmq) is not here");
        try (InputStream script = LibzmqPeer.class.getResourceAsStream("/zmtp/peer.py")) {
            String text = new String(script.readAllBytes(), UTF_8);
            return new LibzmqPeer(new ProcessBuilder(PYTHON, "-c", text)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasZmq() {
        try {
            Process probe = new ProcessBuilder(PYTHON, "-c", "import zmq")
                    .redirectErrorStream(true)
                    .start();
            return probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    synchronized String command(String line) {
        commands.println(line);
        try {
            String answer = answers.readLine();
            if (answer == null || !answer.startsWith("ok ")) {
                throw new IllegalStateException(line + " -> " + answer);
            }
            return answer.substring(3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Side open(SocketType type) {
        return open(type, "");
    }

    /** @param options as in {@code RCVHWM=10 IDENTITY=6162} */
    Side open(SocketType type, String options) {
        String name = "s" + sockets++;
        command("open " + name + " " + type + " " + options);
        return new Socket(name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private final class Socket implements Side {
        private final String name;

        Socket(String name) {
            this.name = name;
        }

        @Override
        public String bind(String endpoint) {
            return command("bind " + name + " " + endpoint);
        }

        @Override
        public void connect(String endpoint) {
            command("connect " + name + " " + endpoint);
        }

        @Override
        public void subscribe(byte[] prefix) {
            command("subscribe " + name + " " + HEX.formatHex(prefix));
        }

        @Override
        public void send(List<byte[]> frames) {
            command("send " + name + " " + frames.stream().map(HEX::formatHex).collect(Collectors.joining(",")));
        }

        @Override
        public Optional<List<byte[]>> receive(Duration timeout) {
            String answer = command("receive " + name + " " + timeout.toMillis());
            if (answer.equals("nothing")) {
                return Optional.empty();
            }
            return Optional.of(
                    Arrays.stream(answer.substring("message ".length()).split(",", -1))
                            .map(HEX::parseHex)
                            .toList());
        }

        @Override
        public void close() {
            command("close " + name);
        }
    }
}
