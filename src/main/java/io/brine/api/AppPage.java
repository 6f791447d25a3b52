package io.brine.api;

import io.brine.config.ApiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The page of a web application ({@code app}), given to browsers for every address that is not a file, so that its own
 * addresses work. Source: 3006.0 netapi/rest_cherrypy/app.py html_override_tool, App.
 */
final class AppPage implements Resource {
    private final ApiConfig.Files files;

    AppPage(ApiConfig.Files files) {
        this.files = files;
    }

    /** Whether the page is wanted instead of what answers at this address. */
    boolean isWanted(ApiRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return files.app().isPresent()
                && reads
                && !request.path().startsWith(files.appPath())
                && !request.path().startsWith(files.staticPath())
                && new Accept(request.header("Accept").orElse("")).names("text/html");
    }

    @Override
    public Answer handle(ApiRequest request) {
        Optional<Path> page = files.app();
        if (page.isEmpty()) {
            throw Mounts.notFound(request.path());
        }
        try {
            return Answer.bytes(StaticFiles.type(page.get().getFileName().toString()), Files.readAllBytes(page.get()));
        } catch (IOException unreadable) {
            throw Mounts.notFound(request.path());
        }
    }
}
