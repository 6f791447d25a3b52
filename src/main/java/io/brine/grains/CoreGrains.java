package io.brine.grains;

import io.brine.grains.GrainsSettings.Probe;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All sources, in the order they are merged: a later one has the last word on a name two of them use. */
final class CoreGrains {
    private CoreGrains() {}

    static List<GrainsSource> sources(Host host, NameService names, GrainsSettings settings) {
        HostFiles files = host.files();
        Commands commands = host.commands();
        boolean mayAskLspci = settings.probes(Probe.LSPCI);
        List<GrainsSource> sources = new ArrayList<>(List.of(
                new ProcessGrains(host),
                new GatewayGrains(files),
                new DnsGrains(files),
                new MachineIdGrains(files),
                new IdentityGrains(settings),
                new FqdnGrains(host, names),
                new NetworkGrains(host),
                new LocaleGrains(host.environment(), Clock.systemDefaultZone()),
                new KernelGrains(host),
                new SelinuxGrains(commands),
                new SystemdGrains(commands),
                new InitGrains(host),
                new OsGrains(host),
                new CpuGrains(files),
                new GpuGrains(commands, mayAskLspci && settings.probes(Probe.GPU)),
                new MemoryGrains(files),
                new HardwareGrains(files),
                new VirtualGrains(host, mayAskLspci),
                new SaltGrains(),
                new DiskGrains(files),
                new EfiGrains(host),
                new StorageGrains(host, settings)));
        sources.add(settings.probes(Probe.FQDNS) ? new FqdnsGrains(host, names) : new NoFqdns());
        return sources;
    }

    /** {@code enable_fqdns_grains: False}. */
    private static final class NoFqdns implements GrainsSource {
        @Override
        public Map<String, Object> grains() {
            return Map.of("fqdns", List.of());
        }
    }
}
