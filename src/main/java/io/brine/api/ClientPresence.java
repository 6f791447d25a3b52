package io.brine.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Whether the client of a request still waits for the answer. HTTP has no word for that; a closed connection is seen by reading
 * from it, which nobody does between the end of a request and its answer. A client that closes only its own direction counts as
 * gone, as with web servers that pass requests on. For the thread that makes the answer.
 */
final class ClientPresence implements BooleanSupplier {
    private static final int MOST_AHEAD = 4096;

    private final Request request;
    private final Response response;
    private boolean isAhead;

    ClientPresence(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public boolean getAsBoolean() {
        if (isAhead) {
            return true;
        }
        EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
        ByteBuffer nextRequest = BufferUtil.allocate(MOST_AHEAD);
        try {
            int count = socket.fill(nextRequest);
            if (count > 0) {
                isAhead = true;
                // what was read is lost to the next request, which must come over another connection
                response.getHeaders().put("Connection", "close");
            }
            return count >= 0;
        } catch (IOException cut) {
            return false;
        }
    }
}
