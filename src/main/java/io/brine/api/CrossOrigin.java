package io.brine.api;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;

/**
 * Pages of other origins may use the API with a token of their own ({@code X-Auth-Token}); the cookie is no use to them, see
 * {@link Gate}. Source: 3006.0 netapi/rest_cherrypy/app.py cors_tool.
 */
final class CrossOrigin {
    void allow(ApiRequest request, Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", request.header("Origin").orElse("*"));
        headers.put("Access-Control-Expose-Headers", "GET, POST");
        headers.put("Access-Control-Allow-Credentials", "true");
        headers.put("Vary", "Origin");
    }

    Answer preflight(ApiRequest request, Response response) {
        String method = request.header("Access-Control-Request-Method").orElse("");
        if (method.equals("GET") || method.equals("POST")) {
            HttpFields.Mutable headers = response.getHeaders();
            headers.put("Access-Control-Allow-Methods", "GET, POST");
            headers.put("Access-Control-Allow-Headers", "Content-Type, X-Auth-Token, X-Requested-With");
            headers.put("Access-Control-Max-Age", "1400");
        }
        return Answer.bytes("text/plain", new byte[0]);
    }
}
