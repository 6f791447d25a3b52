package io.brine.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket to the door, for requests no HTTP library would send. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;

    RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Sends text whose lines end as HTTP wants, whatever they end with here. */
    RawHttp send(String text) {
        try {
            socket.getOutputStream()
                    .write(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            // the door may have hung up already, which its answer tells
        }
        return this;
    }

    /** Everything until the door hangs up. */
    String all() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            in.transferTo(read);
            return read.toString(StandardCharsets.UTF_8);
        } catch (IOException reset) {
            return "";
        }
    }

    /** The status of one request that is sent whole and then closed. */
    static int status(int port, String text) {
        try (RawHttp http = new RawHttp(port)) {
            String answer = http.send(text).all();
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // nothing to do
        }
    }
}
