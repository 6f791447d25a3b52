package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventSink;

/** What the master serves from its roots: files and pillar. */
final class FileService {
    private final MasterConfig config;
    private final MinionDataCache cache;

    FileService(MasterConfig config, Targeting targeting, MinionDataCache cache) {
        this.config = config;
        this.cache = cache;
    }

    FileHandlers handlers() {
        return new FileHandlers();
    }

    PillarHandler pillarHandler(EventSink events) {
        return new PillarHandler((id, request) -> java.util.Map.of(), cache, config.jobs(), events);
    }

    void update() {}
}
