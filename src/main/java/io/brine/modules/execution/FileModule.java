package io.brine.modules.execution;

import io.brine.functions.FunctionModule;
import io.brine.functions.Registrar;
import io.brine.grains.Host;
import java.time.Clock;

/** {@code file}: questions about files, changes of files and changes inside files. Source: 3006.0 modules/file.py */
final class FileModule implements FunctionModule {
    private final Host host;
    private final Clock clock;

    FileModule(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void register(Registrar functions) {
        FileOwners owners = new FileOwners(host);
        new FileQueries(owners).register(functions);
        new FileSearches(host, clock).register(functions);
        new FileOwnership(owners).register(functions);
        new FileTree(owners, clock).register(functions);
        new FileLines().register(functions);
        new FileEdits().register(functions);
        new FileBackups(clock).register(functions);
    }
}
