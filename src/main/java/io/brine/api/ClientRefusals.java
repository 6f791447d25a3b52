package io.brine.api;

import io.brine.client.ClientException;

/** What the master says, as a status. Source: 3006.0 netapi/rest_cherrypy/app.py hypermedia_handler. */
final class ClientRefusals {
    /** Nobody reads it; it stands in the statistics, as web servers count it. */
    private static final int CLIENT_HAS_GONE = 499;

    private ClientRefusals() {}

    static RuntimeException of(ClientException failed) {
        return switch (failed.kind()) {
            case AUTHENTICATION, AUTHORIZATION -> new HttpRefusal(401, failed.getMessage());
            case INVOCATION -> new HttpRefusal(400, failed.getMessage());
            case UNREACHABLE, TIMEOUT -> new HttpRefusal(503, failed.getMessage());
            case UNWANTED -> new HttpRefusal(CLIENT_HAS_GONE, failed.getMessage());
            case UNFINISHED ->
                new HttpRefusal(
                        504,
                        "The gateway server did not receive a timely response from the upstream server or"
                                + " application.");
            case REFUSED -> failed;
        };
    }
}
