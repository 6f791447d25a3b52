package io.brine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainsSourcesTest {
    private static final String IP_ADDR = """
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
                link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
                inet 127.0.0.1/8 scope host lo
                   valid_lft forever preferred_lft forever
                inet6 ::1/128 scope host
                   valid_lft forever preferred_lft forever
            4: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc pfifo_fast state UP group default qlen 1000
                link/ether 02:fc:00:00:00:01 brd ff:ff:ff:ff:ff:ff
                inet 192.0.2.20/24 brd 192.0.2.255 scope global eth0
                   valid_lft forever preferred_lft forever
                inet 192.0.2.3/24 brd 192.0.2.255 scope global secondary eth0:1
                   valid_lft forever preferred_lft forever
                inet6 fe80::fc:ff:fe00:1/64 scope link
                   valid_lft forever preferred_lft forever
            """;

    private @TempDir Path root;

    private FixtureHost machine() {
        return new FixtureHost(root);
    }

    @Test
    void processorsAreCountedAndNamed() {
        Host host = machine()
                .file(
                        "/proc/cpuinfo",
                        "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon @ 2.50GHz\nflags\t\t: fpu vme\n\n"
                                + "processor\t: 1\nmodel name\t: Xeon @ 2.50GHz\nflags\t\t: fpu vme\n")
                .host();

        assertThat(new CpuGrains(host.files()).grains())
                .isEqualTo(Map.of("num_cpus", 2L, "cpu_model", "Xeon @ 2.50GHz", "cpu_flags", List.of("fpu", "vme")));
    }

    @Test
    void memoryIsInWholeMebibytes() {
        Host host = machine()
                .file("/proc/meminfo", "MemTotal:   24684444 kB\nSwapTotal:  2047 kB\n")
                .host();

        assertThat(new MemoryGrains(host.files()).grains()).isEqualTo(Map.of("mem_total", 24105L, "swap_total", 1L));
    }

    @Test
    void addressesAreListedByInterfaceAndSortedAsNumbers() {
        Map<String, Object> grains =
                new NetworkGrains(machine().answer("ip addr show", 0, IP_ADDR).host()).grains();

        assertThat(grains)
                .containsEntry("ipv4", List.of("127.0.0.1", "192.0.2.3", "192.0.2.20"))
                .containsEntry("ipv6", List.of("::1", "fe80::fc:ff:fe00:1"))
                .containsEntry("hwaddr_interfaces", Map.of("lo", "00:00:00:00:00:00", "eth0", "02:fc:00:00:00:01"))
                .containsEntry(
                        "ip4_interfaces",
                        Map.of("lo", List.of("127.0.0.1"), "eth0", List.of("192.0.2.20", "192.0.2.3")))
                .containsEntry(
                        "ip_interfaces",
                        Map.of(
                                "lo", List.of("127.0.0.1", "::1"),
                                "eth0", List.of("192.0.2.20", "fe80::fc:ff:fe00:1", "192.0.2.3")));
    }

    @Test
    void anInterfaceTellsItsParentAndItsSecondaryAddresses() {
        Map<String, Object> eth0 = NetworkInterfaces.parse(IP_ADDR).get("eth0");

        assertThat(eth0).containsEntry("up", true).containsEntry("parent", "if5");
        assertThat(eth0.get("secondary"))
                .isEqualTo(List.of(Map.of(
                        "type",
                        "inet",
                        "address",
                        "192.0.2.3",
                        "netmask",
                        "255.255.255.0",
                        "broadcast",
                        "192.0.2.255",
                        "label",
                        "eth0:1")));
    }

    @Test
    void withoutTheIpCommandTheLoopbackIsStillFound() {
        Host host = new Host(HostFiles.ofThisMachine(), machine().host().commands(), Map.of());

        assertThat(new NetworkInterfaces(host).read().get("lo")).containsKeys("up", "inet");
    }

    @Test
    void theDefaultGatewayIsTheFirstRouteToEverywhere() {
        Host host = machine()
                .file(
                        "/proc/net/route",
                        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
                                + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n")
                .file(
                        "/proc/net/ipv6_route",
                        "0".repeat(32) + " 00 " + "0".repeat(32) + " 00 " + "0".repeat(32)
                                + " ffffffff 00000001 00000000 00200200       lo\n")
                .host();

        assertThat(new GatewayGrains(host.files()).grains())
                .isEqualTo(Map.of("ip_gw", true, "ip4_gw", "192.0.2.1", "ip6_gw", false));
    }

    @Test
    void resolvConfIsReadWithCommentsAndNaturalNetmasks() {
        Map<String, Object> dns = DnsGrains.parse(
                "# generated\nnameserver 192.0.2.53 # one\nnameserver fd00::53\nnameserver junk\nsearch a.example b.example\n"
                        + "sortlist 130.155.160.0/255.255.240.0 130.155.0.0\noptions ndots:2\n");

        assertThat(dns)
                .containsEntry("nameservers", List.of("192.0.2.53", "fd00::53"))
                .containsEntry("ip4_nameservers", List.of("192.0.2.53"))
                .containsEntry("ip6_nameservers", List.of("fd00::53"))
                .containsEntry("sortlist", List.of("130.155.160.0/255.255.240.0", "130.155.0.0/255.255.0.0"))
                .containsEntry("search", List.of("a.example", "b.example"))
                .containsEntry("domain", "")
                .containsEntry("options", List.of("ndots:2"));
    }

    @Test
    void kernelParametersArePairs() {
        Host host = machine()
                .file("/proc/sys/kernel/hostname", "vm\n")
                .file("/proc/cmdline", "quiet root=UUID=1-2 console=\"tty 0\" panic=1\n")
                .host();

        assertThat(new KernelGrains(host).grains())
                .containsEntry("nodename", "vm")
                .containsEntry(
                        "kernelparams",
                        List.of(
                                Arrays.asList("quiet", null),
                                Arrays.asList("root", null),
                                List.of("console", "tty 0"),
                                List.of("panic", "1")));
    }

    @Test
    void theFullNameIsTheCanonicalOneOfTheResolver() {
        Host host = machine()
                .file("/proc/sys/kernel/hostname", "web1\n")
                .answer("getent ahosts web1", 0, "192.0.2.7 STREAM web1.example.com\n192.0.2.7 DGRAM")
                .host();

        assertThat(new FqdnGrains(host, fixedNames("192.0.2.7", "fd00::7")).grains())
                .containsEntry("localhost", "web1")
                .containsEntry("fqdn", "web1.example.com")
                .containsEntry("host", "web1")
                .containsEntry("domain", "example.com")
                .containsEntry("fqdn_ip4", List.of("192.0.2.7"))
                .containsEntry("fqdn_ip6", List.of("fd00::7"));
    }

    @Test
    void aSlowResolverLeavesTheNameOfTheHostsFile() {
        Host host = machine()
                .file("/proc/sys/kernel/hostname", "web1\n")
                .file("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 web1.example.com web1 # me\n")
                .host();

        assertThat(new FqdnGrains(host, fixedNames()).whenLate())
                .containsEntry("fqdn", "web1.example.com")
                .containsEntry("fqdn_ip4", List.of());
    }

    private static NameService fixedNames(String... addresses) {
        return new NameService() {
            @Override
            public List<IpAddress> addresses(String name) {
                return Arrays.stream(addresses)
                        .map(text -> IpAddress.parse(text).orElseThrow())
                        .toList();
            }

            @Override
            public Optional<String> nameOf(IpAddress address) {
                return Optional.of("host-" + address);
            }
        };
    }

    @Test
    void allNamesAreAskedForAddressesThatAreNotLoopback() {
        Host host = machine()
                .answer(
                        "ip addr show",
                        0,
                        "1: eth0: <UP>\n    inet 127.0.0.1/8 scope host lo\n    inet 192.0.2.3/24 scope global eth0\n")
                .host();

        assertThat(new FqdnsGrains(host, fixedNames()).grains()).isEqualTo(Map.of("fqdns", List.of("host-192.0.2.3")));
    }

    @ParameterizedTest
    @CsvSource({
        "kvm,                kvm,       ",
        "vmware,             VMware,    ",
        "microsoft,          VirtualPC, ",
        "lxc-libvirt,        container, LXC",
        "podman,             container, Podman",
        "amazon,             Nitro,     Amazon EC2",
        "docker,             physical,  ",
    })
    void systemdDetectVirtIsBelieved(String output, String virtual, String subtype) {
        Map<String, Object> grains = new VirtualGrains(
                        machine().answer("systemd-detect-virt", 0, output).host(), true)
                .grains();

        assertThat(grains).containsEntry("virtual", virtual).containsEntry("ps", "ps -efHww");
        assertThat(grains.get("virtual_subtype")).isEqualTo(subtype);
    }

    @Test
    void aContainerOnAVirtualMachineIsAContainer() {
        Host host = machine()
                .answer("systemd-detect-virt", 0, "kvm")
                .file("/proc/1/cgroup", "12:cpu:/docker/0123\n")
                .host();

        assertThat(new VirtualGrains(host, true).grains())
                .containsEntry("virtual", "container")
                .containsEntry("virtual_subtype", "Docker");
    }

    @Test
    void aSubtypeAloneMeansVirtual() {
        Host host = machine()
                .file("/proc/1/cgroup", "1:name=systemd:/kubepods/besteffort\n")
                .host();

        assertThat(new VirtualGrains(host, true).grains())
                .containsEntry("virtual", "virtual")
                .containsEntry("virtual_subtype", "kubernetes");
    }

    @Test
    void aXenGuestTellsItsHypervisor() {
        Host host = machine()
                .file("/proc/xen/capabilities", "")
                .file("/sys/hypervisor/version/major", "4\n")
                .file("/sys/hypervisor/version/minor", "8\n")
                .file("/sys/hypervisor/version/extra", ".5\n")
                .file("/sys/hypervisor/properties/features", "00000005\n")
                .host();

        assertThat(new VirtualGrains(host, true).grains())
                .containsEntry("virtual", "xen")
                .containsEntry("virtual_subtype", "Xen PV DomU")
                .containsEntry("virtual_hv_version", "4.8.5")
                .containsEntry("virtual_hv_features_list", List.of("writable_page_tables", "auto_translated_physmap"));
    }

    @Test
    void hardwareIsReadFromTheFirmwareTables() {
        Host host = machine()
                .file("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n")
                .file("/sys/class/dmi/id/product_uuid", "4C4C4544-0051\n")
                .host();

        assertThat(new HardwareGrains(host.files()).grains())
                .isEqualTo(Map.of("manufacturer", "Dell Inc.", "uuid", "4c4c4544-0051"));
    }

    @Test
    void aDeviceTreeTellsManufacturerAndModel() {
        Host host = machine().file("/proc/device-tree/model", "acme,board\0").host();

        assertThat(new HardwareGrains(host.files()).grains())
                .isEqualTo(Map.of("manufacturer", "acme", "productname", "board"));
    }

    @Test
    void disksAreToldFromSsdsAndVirtualDevicesAreLeftOut() throws Exception {
        Host host = machine()
                .file("/sys/devices/pci/vda/queue/rotational", "1\n")
                .file("/sys/devices/pci/nvme0n1/queue/rotational", "0\n")
                .file("/sys/devices/virtual/loop0/queue/rotational", "1\n")
                .file("/sys/block/.keep", "")
                .host();
        for (String device : List.of("pci/vda", "pci/nvme0n1", "virtual/loop0")) {
            String name = device.substring(device.indexOf('/') + 1);
            Files.createSymbolicLink(root.resolve("sys/block/" + name), Path.of("../devices/" + device));
        }

        assertThat(new DiskGrains(host.files()).grains())
                .isEqualTo(Map.of("disks", List.of("vda"), "ssds", List.of("nvme0n1")));
    }

    @Test
    void initIsSystemdWhenItsDirectoryIsThere() {
        assertThat(new InitGrains(machine().file("/run/systemd/system/x", "").host()).grains())
                .isEqualTo(Map.of("init", "systemd"));
    }

    @Test
    void anInitProgramNamesItself() {
        Host host = machine()
                .file("/proc/1/cmdline", "/usr/bin/init\0splash\0")
                .file("/usr/bin/init", "...SysVinit...")
                .host();

        assertThat(new InitGrains(host).grains()).isEqualTo(Map.of("init", "sysvinit"));
    }

    @Test
    void systemdTellsVersionAndFeatures() {
        Host host = machine()
                .answer("systemctl --version", 0, "systemd 252 (252.39-1~deb12u1)\n+PAM +AUDIT\n")
                .answer("localectl", 0, "")
                .host();

        assertThat(new SystemdGrains(host.commands()).grains())
                .isEqualTo(Map.of("systemd", Map.of("version", "252", "features", "+PAM +AUDIT")));
    }

    @ParameterizedTest
    @CsvSource({
        "C.UTF-8,      en_US, UTF-8",
        "de_DE.utf8,   de_DE, UTF-8",
        "fr_FR@euro,   fr_FR, ISO8859-1",
        "C,                 ,",
    })
    void theLocaleIsPythons(String lang, String language, String encoding) {
        Clock summer = Clock.fixed(Instant.parse("2024-07-01T00:00:00Z"), ZoneId.of("Europe/Berlin"));

        Object info = new LocaleGrains(Map.of("LANG", lang), summer).grains().get("locale_info");

        assertThat((Map<?, ?>) info)
                .extracting("defaultlanguage", "defaultencoding", "timezone")
                .containsExactly(language, encoding, "CEST");
    }

    @Test
    void graphicsCardsAreNamedByVendorAndModel() {
        String lspci =
                "Slot:\t00:02.0\nClass:\tVGA compatible controller\nVendor:\tNVIDIA Corporation\nDevice:\tTU104\n\n"
                        + "Slot:\t00:03.0\nClass:\tEthernet controller\nVendor:\tIntel Corporation\nDevice:\tX540";
        Host host = machine().answer("lspci -vmm", 0, lspci).host();

        assertThat(new GpuGrains(host.commands(), true).grains())
                .isEqualTo(Map.of("num_gpus", 1L, "gpus", List.of(Map.of("vendor", "nvidia", "model", "TU104"))));
        assertThat(new GpuGrains(host.commands(), false).grains()).containsEntry("num_gpus", 0L);
    }

    @ParameterizedTest
    @CsvSource({"min1, 429235675", "'', 0"})
    void theServerIdIsPythonsHash(String id, long serverId) {
        assertThat(new IdentityGrains(GrainsSettings.from(Map.of("id", id))).grains())
                .containsEntry("server_id", serverId);
    }

    @Test
    void theServerIdCanBeAChecksum() {
        GrainsSettings settings = GrainsSettings.from(Map.of("id", "min1", "server_id_use_crc", "crc32"));

        assertThat(new IdentityGrains(settings).grains()).containsEntry("server_id", 95307390L);
    }

    @Test
    void optionalStorageGrainsAreSwitchedOn() {
        Host host = machine()
                .file("/etc/iscsi/initiatorname.iscsi", "# x\nInitiatorName=iqn.1993-08.org.debian:01:abc\n")
                .file(
                        "/proc/mdstat",
                        "Personalities : [raid1]\nmd1 : active raid1\nmd0 : active raid1\nunused devices: <none>\n")
                .host();

        Map<String, Object> grains =
                new StorageGrains(host, GrainsSettings.from(Map.of("iscsi_grains", true))).grains();

        assertThat(grains)
                .containsEntry("iscsi_iqn", List.of("iqn.1993-08.org.debian:01:abc"))
                .containsEntry("mdadm", List.of("md0", "md1"))
                .containsEntry("zfs_support", false)
                .doesNotContainKey("nvme_nqn");
    }
}
