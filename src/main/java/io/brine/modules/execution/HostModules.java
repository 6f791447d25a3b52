package io.brine.modules.execution;

import io.brine.functions.FunctionModule;
import io.brine.grains.Host;
import java.time.Clock;
import java.util.List;

/** The execution modules about this host: its files, processes, network, services and packages. */
final class HostModules {
    private HostModules() {}

    static List<FunctionModule> of(Host host, Clock clock) {
        return List.of(
                new DiskModule(host.commands()),
                new EnvironModule(new ProcessEnvironment(host.environment())),
                new FileModule(host, clock),
                new AccountModules.Groups(host.files()),
                new HashutilModule(),
                new NetworkModule(host),
                new PkgModule(host.commands()),
                new PsModule(host),
                new RandomModule(host.commands()),
                new ServiceModule(host),
                new StatusModule(host, clock),
                new SystemModule(host, clock),
                new AccountModules.Users(host.files()));
    }
}
