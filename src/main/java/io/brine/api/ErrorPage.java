package io.brine.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** Errors are pages, as with salt-api: {@code <h2>401 Unauthorized</h2><p>why</p>}. */
final class ErrorPage {
    private ErrorPage() {}

    static Answer of(int status, String message) {
        String title = status + " " + HttpStatus.getMessage(status);
        String page = "<!DOCTYPE html>\n<html>\n<head>\n    <meta charset=\"utf-8\">\n    <title>" + title
                + "</title>\n</head>\n<body>\n    <h2>" + title + "</h2>\n    <p>" + escaped(message)
                + "</p>\n</body>\n</html>\n";
        return new Answer.Bytes(status, Map.of(), "text/html;charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** What was asked may be part of the message; it only ever stands between tags. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
