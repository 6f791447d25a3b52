package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.TestCallContext;
import io.brine.grains.Commands;
import io.brine.grains.Host;
import io.brine.grains.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostModulesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-02-03T12:04:05Z"), ZoneOffset.UTC);

    private @TempDir Path root;
    private final Map<String, Commands.Result> answers = new HashMap<>();

    private Host host() {
        return new Host(new HostFiles(root), new Answers(), Map.of("HOME", "/root"));
    }

    private HostModulesTest file(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private HostModulesTest answer(String command, int retcode, String stdout) {
        answers.put(command, new Commands.Result(retcode, stdout, retcode == 0 ? "" : "it failed"));
        return this;
    }

    private TestCallContext context() {
        return TestCallContext.of(HostModules.of(host(), NOON).toArray(new FunctionModule[0]));
    }

    private Object call(String fun, Object... args) throws Exception {
        return context().call(fun, args);
    }

    private final class Answers implements Commands {
        @Override
        public Optional<Path> which(String name) {
            boolean isKnown = answers.keySet().stream().anyMatch(line -> line.split(" ")[0].equals(name));
            return isKnown ? Optional.of(Path.of("/usr/bin", name)) : Optional.empty();
        }

        @Override
        public Optional<Result> run(List<String> argv) {
            return Optional.ofNullable(answers.get(String.join(" ", argv)));
        }
    }

    @Test
    void hashesAreThoseOfPython() throws Exception {
        assertThat(call("hashutil.digest", "get salted", "sha256"))
                .isEqualTo("d49859ccbc854fa68d800b5734efc70d72383e6479d545468bc300263164ff33");
        assertThat(call("hashutil.md5_digest", "get salted")).isEqualTo("2aacf29e92feaf528fb738bcf9d647ac");
        assertThat(call("hashutil.hmac_compute", "get salted", "shared secret"))
                .isEqualTo("78159ff5bb2d5e0f8d88fe403b0a690791ccbd989830fcc433d5b960c9bf0264");
        assertThatThrownBy(() -> call("hashutil.digest", "x", "crc"))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessage("Hash func 'crc' is not supported.");
    }

    @Test
    void signaturesAreCheckedWithTheSecret() throws Exception {
        String right = "eBWf9bstXg+NiP5AOwppB5HMvZiYMPzEM9W5YMm/AmQ=";
        assertThat(call("hashutil.hmac_signature", "get salted", "shared secret", right))
                .isEqualTo(true);
        assertThat(call("hashutil.hmac_signature", "get salted", "other secret", right))
                .isEqualTo(false);
        assertThat(call(
                        "hashutil.github_signature",
                        "get salted",
                        "shared secret",
                        "sha1=b06aa56bdf4935eec82c4e53e83ed03f03fdb32d"))
                .isEqualTo(true);
        assertThat((String) context().call("random.hash", "x")).hasSize(128);
    }

    @Test
    void aLongSecretIsHashedFirst() throws Exception {
        String sha512 =
                "sha512=7ff7a2242ffdb15bb12fe3b58a9e2f5d108f1d313c206e5412b327047b5a952329429f6ce06f19b48d4a8a759950fa4085a89a37373507b20dff65058470b033";
        assertThat(call("hashutil.github_signature", "get salted", "k".repeat(200), sha512))
                .isEqualTo(true);
    }

    @Test
    void base64IsBrokenIntoLinesAsPythonDoes() throws Exception {
        assertThat(call("hashutil.base64_encodestring", "x".repeat(60))).isEqualTo("eHh4".repeat(19) + "\neHh4\n");
        assertThat(call("hashutil.base64_b64decode", "Z2V0IHNhbHRlZA==")).isEqualTo("get salted");
    }

    @Test
    void theEnvironmentOfTheMinionCanBeChanged() throws Exception {
        TestCallContext context = context();

        assertThat(context.call("environ.setval", "FOO", "bar")).isEqualTo("bar");
        assertThat(context.call("environ.get", "FOO")).isEqualTo("bar");
        assertThat(context.call("environ.has_value", "FOO", "other")).isEqualTo(false);
        assertThat(context.call("environ.setval", "FOO", false, true)).isNull();
        assertThat(context.call("environ.item", List.of("FOO", "HOME"), "-"))
                .isEqualTo(Map.of("FOO", "-", "HOME", "/root"));
    }

    @Test
    void randomTextKeepsToItsAlphabet() throws Exception {
        assertThat((String) call("random.get_str", 40, "ab")).matches("[ab]{40}");
        assertThat((String) context().callWith("random.get_str", Map.of("length", 30, "punctuation", false)))
                .matches("[A-Za-z0-9]{30}");
        assertThat(call("random.seed", 100)).isEqualTo(call("random.seed", 100));
        assertThatThrownBy(() -> call("random.rand_int", 5, 1)).isInstanceOf(InvocationException.class);
    }

    @Test
    void theClockIsShownInThePlaceThatIsAskedFor() throws Exception {
        assertThat(call("system.get_system_date_time")).isEqualTo("2024-02-03 12:04:05");
        assertThat(call("system.get_system_time", "-0530")).isEqualTo("06:34:05 AM");
        assertThat(call("system.get_system_date")).isEqualTo("Sat 02/03/2024");
        assertThat(call("status.time", "%Y-%m-%d %j %s %% %A, %I%p"))
                .isEqualTo("2024-02-03 034 1706961845 % Saturday, 12PM");
        assertThatThrownBy(() -> call("system.get_system_time", "5h")).hasMessage("Invalid UTC offset");
    }

    @Test
    void aRebootGoesThroughShutdown() throws Exception {
        answer("shutdown -r now", 0, "").answer("shutdown -h 5", 0, "Shutdown scheduled");

        assertThat(call("system.reboot")).isEqualTo("");
        assertThat(call("system.shutdown", 5)).isEqualTo("Shutdown scheduled");
        assertThatThrownBy(() -> call("system.poweroff")).hasMessage("Unable to run command 'poweroff'");
    }

    @Test
    void theDescriptionIsThePrettyHostName() throws Exception {
        assertThat(call("system.get_computer_desc")).isEqualTo(false);
        file("/etc/machine-info", "PRETTY_HOSTNAME=\"My \\\"box\\\"\"\n");
        assertThat(call("system.get_computer_desc")).isEqualTo("My \"box\"");
    }

    @Test
    void uptimeIsCountedFromNow() throws Exception {
        file("/proc/uptime", "93784.51 1.0\n").file("/proc/loadavg", "0.15 0.20 0.18 1/200 4711\n");

        assertThat(call("status.uptime"))
                .isEqualTo(Map.of(
                        "seconds",
                        93784L,
                        "since_iso",
                        "2024-02-02T10:01:01.000000",
                        "since_t",
                        1706868061L,
                        "days",
                        1L,
                        "time",
                        "2:3"));
        assertThat(call("status.loadavg")).isEqualTo(Map.of("1-min", 0.15, "5-min", 0.2, "15-min", 0.18));
    }

    @Test
    void kernelTablesKeepTheirNames() throws Exception {
        file("/proc/meminfo", "MemTotal:   100 kB\nHugePages_Total: 0\n")
                .file("/proc/stat", "cpu  1 2 3 4 5 6 7 8 0 0\ncpu0 1 2\nintr 9 1 2\nctxt 77\nbtime 1700000000\n")
                .file("/proc/net/netstat", "TcpExt: A B C\nTcpExt: 1 2 3\n")
                .file("/proc/net/dev", "h|h\n eth0:100 2 0 0 0 0 0 0 300 4 0 0 0 0 0 0\n");

        assertThat(call("status.meminfo"))
                .isEqualTo(Map.of(
                        "MemTotal", Map.of("value", "100", "unit", "kB"), "HugePages_Total", Map.of("value", "0")));
        Map<?, ?> stats = (Map<?, ?>) call("status.cpustats");
        assertThat(stats.get("intr")).isEqualTo(Map.of("total", 9L, "irqs", List.of(1L, 2L)));
        assertThat(stats.get("ctxt")).isEqualTo(77L);
        assertThat(call("status.netstats")).isEqualTo(Map.of("TcpExt", Map.of("A", 1L, "B", 2L)));
        assertThat(((Map<?, ?>) ((Map<?, ?>) call("status.netdev")).get("eth0")).get("tx_bytes"))
                .isEqualTo(300L);
        assertThat(call("ps.boot_time")).isEqualTo(1700000000L);
        assertThat(call("ps.num_cpus")).isEqualTo(1L);
    }

    @Test
    void aProcessNameMayHoldAnything() throws Exception {
        String numbers = " 1 2 3 0 -1 0 0 0 0 0 250 50 0 0 20 0 3 0 12345 4096000 10 0" + " 0".repeat(28);
        file("/proc/42/stat", "42 (a) b (c) S" + numbers)
                .file("/proc/42/cmdline", "/usr/bin/a\0--flag\0")
                .file("/proc/42/status", "Uid:\t33\t33\t33\t33\n")
                .file("/etc/passwd", "www-data:x:33:33::/var/www:/bin/false\n");

        assertThat(call("ps.pgrep", ") b (")).isEqualTo(List.of(42L));
        assertThat(call("ps.pgrep", "--flag", "www-data", true)).isEqualTo(List.of(42L));
        assertThat(call("ps.pgrep", "nobody")).isNull();
        assertThat(call("status.procs"))
                .isEqualTo(Map.of("42", Map.of("user", "www-data", "cmd", "/usr/bin/a --flag")));
        assertThat(context()
                        .callWith("ps.proc_info", Map.of("pid", 42, "attrs", List.of("ppid", "status", "num_threads"))))
                .isEqualTo(Map.of("ppid", 1L, "status", "sleeping", "num_threads", 3L));
        assertThatThrownBy(() -> call("ps.proc_info", 43)).isInstanceOf(CommandExecutionException.class);
    }

    @Test
    void memoryIsToldInPsutilsWords() throws Exception {
        file(
                "/proc/meminfo",
                "MemTotal: 1000 kB\nMemFree: 400 kB\nMemAvailable: 750 kB\nBuffers: 50 kB\nCached: 100 kB\n");

        assertThat((Map<?, ?>) call("ps.virtual_memory"))
                .extracting("total", "available", "percent", "used", "free")
                .containsExactly(1024000L, 768000L, 25.0, 460800L, 409600L);
        assertThat(call("ps.total_physical_memory")).isEqualTo(1024000L);
    }

    @Test
    void dfIsReadByItsMounts() throws Exception {
        answer(
                "df -P",
                0,
                "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 100 40 60 40% /\nmy fs 10 1 9 10% /a b");

        assertThat(((Map<?, ?>) call("disk.usage")).get("/"))
                .isEqualTo(Map.of(
                        "filesystem",
                        "/dev/vda",
                        "1K-blocks",
                        "100",
                        "used",
                        "40",
                        "available",
                        "60",
                        "capacity",
                        "40%"));
        assertThat(call("disk.percent", "/a b")).isEqualTo("10%");
        assertThat(call("disk.percent", "/none")).isEqualTo(Map.of());
        assertThatThrownBy(() -> call("disk.usage", "z")).hasMessage("Invalid flag passed to disk.usage");
    }

    @Test
    void blockDevicesAreToldWithTheirAttributes() throws Exception {
        answer("blkid", 0, "/dev/sda1: LABEL=\"my root\" UUID=\"1-2\" TYPE=\"ext4\"");

        assertThat(call("disk.blkid"))
                .isEqualTo(Map.of("/dev/sda1", Map.of("LABEL", "my root", "UUID", "1-2", "TYPE", "ext4")));
    }

    @Test
    void filesAreFoundByTheirKind() throws Exception {
        file("/tree/one.bak", "12345").file("/tree/two.txt", "needle").file("/tree/deep/three.bak", "");
        String tree = root.resolve("tree").toString();

        assertThat(find(Map.of("name", "*.bak"))).isEqualTo(List.of(tree + "/deep/three.bak", tree + "/one.bak"));
        assertThat(find(Map.of("name", "*.bak", "maxdepth", 1))).isEqualTo(List.of(tree + "/one.bak"));
        assertThat(find(Map.of("type", "d"))).isEqualTo(List.of(tree, tree + "/deep"));
        assertThat(find(Map.of("size", "5", "print", "name,size"))).isEqualTo(List.of(List.of("one.bak", 5L)));
        assertThat(find(Map.of("grep", "ne+dle"))).isEqualTo(List.of(tree + "/two.txt"));
        assertThat(find(Map.of("type", "q"))).isEqualTo("error: invalid file type \"q\"");
        assertThat(find(Map.of("colour", "red"))).isEqualTo("error: invalid option \"colour\"");
        assertThat(find(Map.of("iname", "ONE*", "delete", "f"))).isEqualTo(List.of(tree + "/one.bak"));
        assertThat(root.resolve("tree/one.bak")).doesNotExist();
    }

    private Object find(Map<String, Object> options) throws Exception {
        return context().call("file.find", List.of(root.resolve("tree").toString()), options);
    }

    @Test
    void directoriesAreMadeCopiedMovedAndRemoved() throws Exception {
        String base = root.toString();
        assertThat(call("file.makedirs", base + "/a/b/c")).isNull();
        assertThat(call("file.makedirs", base + "/a/b/c")).isEqualTo("Directory '" + base + "/a/b' already exists");
        file("/a/b/f", "x");

        assertThatThrownBy(() -> call("file.copy", base + "/a", base + "/z"))
                .hasMessage("Cannot copy overwriting a directory without recurse flag set to true!");
        assertThat(call("file.copy", base + "/a", base + "/z", true)).isEqualTo(true);
        assertThat(root.resolve("z/b/f")).hasContent("x");
        assertThat(call("file.move", base + "/z", base + "/y"))
                .isEqualTo(Map.of("result", true, "comment", "'" + base + "/z' moved to '" + base + "/y'"));
        assertThat(call("file.diskusage", base + "/y")).isEqualTo(1L);
        assertThat(call("file.remove", base + "/y")).isEqualTo(true);
        assertThat(call("file.remove", base + "/y")).isEqualTo(false);
        assertThat(call("file.mkdir", base + "/m/n", null, null, "0750")).isEqualTo(true);
        assertThat(call("file.get_mode", base + "/m/n")).isEqualTo("0750");
        assertThat(call("file.rmdir", base + "/m", true)).isEqualTo(true);
        assertThatThrownBy(() -> call("file.remove", "relative")).hasMessage("File path must be absolute: relative");
    }

    @Test
    void linksAreMadeAndRead() throws Exception {
        String base = root.toString();
        file("/target", "x");

        assertThat(call("file.symlink", base + "/target", base + "/link")).isEqualTo(true);
        assertThat(call("file.readlink", base + "/link")).isEqualTo(base + "/target");
        assertThatThrownBy(() -> call("file.symlink", base + "/other", base + "/link"))
                .hasMessage("Found existing symlink: " + base + "/link");
        assertThat(call("file.symlink", base + "/other", base + "/link", true)).isEqualTo(true);
        assertThat(call("file.stats", base + "/link"))
                .extracting("type", "target")
                .containsExactly("link", base + "/other");
        assertThat(call("file.path_exists_glob", base + "/t*t")).isEqualTo(true);
        assertThat(call("file.path_exists_glob", base + "/q*")).isEqualTo(false);
    }

    @Test
    void backupsAreListedRestoredAndDeleted() throws Exception {
        String path = root.resolve("etc/conf").toString();
        file("/etc/conf", "new");
        String kept = "/cache/file_backup" + path.substring(0, path.lastIndexOf('/'))
                + "/conf_Fri_Feb_02_10:00:00_000001_2024";
        file(kept, "old");
        TestCallContext context =
                context().option("cachedir", root.resolve("cache").toString());

        Map<?, ?> listed = (Map<?, ?>) context.call("file.list_backups", path);
        assertThat((Map<?, ?>) listed.get(0L))
                .extracting("Backup Time", "Size")
                .containsExactly("Fri Feb 02 2024 10:00:00.000001", 3L);
        assertThat(context.call("file.restore_backup", path, 0))
                .extracting("result")
                .isEqualTo(true);
        assertThat(root.resolve("etc/conf")).hasContent("old");
        assertThat((Map<?, ?>) context.call("file.list_backups", path)).hasSize(2);
        assertThat(context.call("file.delete_backup", path, 1))
                .extracting("result")
                .isEqualTo(true);
        assertThat(context.call("file.delete_backup", path, "x"))
                .extracting("comment")
                .isEqualTo("Invalid backup_id 'x'");
    }

    @Test
    void partsOfPathsArePutTogetherAsPythonDoes() throws Exception {
        assertThat(call("file.join", "/", "usr", "local/", "/bin", "x")).isEqualTo("/bin/x");
        assertThat(call("file.dirname", "a//b")).isEqualTo("a");
        assertThat(call("file.basename", "a/b/")).isEqualTo("");
        assertThat(call("file.normpath", "/../a//b/./../c")).isEqualTo("/a/c");
    }

    @Test
    void addressesAreChosenByNetworkAndInterface() throws Exception {
        answer(
                "ip addr show",
                0,
                "1: lo: <UP>\n    inet 127.0.0.1/8 scope host lo\n2: eth0: <UP>\n    link/ether 02:fc:00:00:00:01 brd x\n"
                        + "    inet 8.8.8.8/24 scope global eth0\n    inet 10.1.2.3/16 brd 10.1.255.255 scope global eth0");

        assertThat(call("network.ip_addrs")).isEqualTo(List.of("8.8.8.8", "10.1.2.3"));
        assertThat(context().callWith("network.ip_addrs", Map.of("type", "private")))
                .isEqualTo(List.of("10.1.2.3"));
        assertThat(context().callWith("network.ip_addrs", Map.of("cidr", "8.0.0.0/8")))
                .isEqualTo(List.of("8.8.8.8"));
        assertThat(call("network.ip_addrs", "lo", true)).isEqualTo(List.of("127.0.0.1"));
        assertThat(call("network.subnets")).isEqualTo(List.of("8.8.8.0/24", "10.1.0.0/16"));
        assertThat(call("network.in_subnet", "10.1.0.0/16")).isEqualTo(true);
        assertThat(call("network.hw_addr", "eth0")).isEqualTo("02:fc:00:00:00:01");
        assertThat(call("network.interface_ip", "eth0")).isEqualTo("8.8.8.8");
        assertThat(call("network.hw_addr", "eth9"))
                .isEqualTo("Interface \"eth9\" not in available interfaces: \"lo\", \"eth0\"");
    }

    @Test
    void networksAreCalculatedAsPythonDoes() throws Exception {
        assertThat(call("network.calc_net", "172.17.0.5", "255.255.255.240")).isEqualTo("172.17.0.0/28");
        assertThat(call("network.convert_cidr", "172.31.0.0/16"))
                .isEqualTo(Map.of("network", "172.31.0.0", "netmask", "255.255.0.0", "broadcast", "172.31.255.255"));
        assertThat(call("network.reverse_ip", "127.0.0.1")).isEqualTo("1.0.0.127.in-addr.arpa");
        assertThat((String) call("network.reverse_ip", "fd00::1"))
                .startsWith("1.0.0.")
                .endsWith("0.0.d.f.ip6.arpa");
        assertThat(call("network.is_private", "192.168.1.1")).isEqualTo(true);
        assertThat(call("network.is_private", "8.8.8.8")).isEqualTo(false);
        assertThat(call("network.connect", "", 1))
                .extracting("comment")
                .isEqualTo("Required argument, host, is missing.");
    }

    @Test
    void routesAndConnectionsAreRead() throws Exception {
        answer("ip -4 route show table main", 0, "default via 192.0.2.1 dev eth0\n192.0.2.0/24 dev eth0 proto kernel")
                .answer(
                        "ip -6 route show table all",
                        0,
                        "local fd00::2 dev eth0 table local\nmulticast ff00::/8 dev eth0")
                .file(
                        "/proc/net/tcp",
                        "sl l r st\n0: 0100007F:1F90 0200007F:0050 01 0\n1: 00000000:0016 00000000:0000 0A 0\n");

        assertThat((List<?>) call("network.routes")).hasSize(3);
        assertThat(call("network.default_route", "inet"))
                .isEqualTo(List.of(Map.of(
                        "addr_family",
                        "inet",
                        "destination",
                        "0.0.0.0",
                        "gateway",
                        "192.0.2.1",
                        "netmask",
                        "0.0.0.0",
                        "flags",
                        "UG",
                        "interface",
                        "eth0")));
        assertThat(call("network.active_tcp"))
                .isEqualTo(Map.of(
                        0L,
                        Map.of(
                                "local_addr",
                                "127.0.0.1",
                                "local_port",
                                8080L,
                                "remote_addr",
                                "127.0.0.2",
                                "remote_port",
                                80L)));
        assertThatThrownBy(() -> call("network.routes", "ipx")).hasMessage("Invalid address family ipx");
    }

    @Test
    void servicesAreAskedOfSystemd() throws Exception {
        assertThatThrownBy(() -> call("service.get_all")).isInstanceOf(CommandExecutionException.class);
        file("/run/systemd/system/x", "")
                .answer(
                        "systemctl --full --no-legend --no-pager list-unit-files",
                        0,
                        "ssh.service enabled enabled\ncron.timer disabled enabled")
                .answer("systemctl is-active ssh.service", 0, "active")
                .answer("systemctl is-active cron.timer", 3, "inactive")
                .answer("systemctl status none.service --no-pager -n 0", 4, "")
                .answer("systemctl start bad.service", 1, "");

        assertThat(call("service.get_all")).isEqualTo(List.of("cron.timer", "ssh"));
        assertThat(call("service.get_enabled")).isEqualTo(List.of("ssh"));
        assertThat(call("service.status", "ssh")).isEqualTo(true);
        assertThat(call("service.status", "*")).isEqualTo(Map.of("cron.timer", false, "ssh", true));
        assertThat(call("service.available", "none")).isEqualTo(false);
        assertThatThrownBy(() -> call("service.start", "bad")).hasMessage("it failed");
    }

    @Test
    void packagesAreAskedOfDpkgAndApt() throws Exception {
        answer("dpkg --print-architecture", 0, "amd64")
                .answer(
                        "dpkg-query --showformat ${Status} ${Package} ${Version} ${Architecture}\n -W",
                        0,
                        "install ok installed bash 5.2-2 amd64\ninstall ok installed libc6 2.36 i386\ndeinstall ok config-files old 1 all")
                .answer("apt-cache -q policy bash", 0, "bash:\n  Installed: 5.2-2\n  Candidate: 5.2-3\n")
                .answer("dpkg-query -S /bin/bash", 0, "bash: /bin/bash");

        assertThat(call("pkg.list_pkgs")).isEqualTo(Map.of("bash", "5.2-2", "libc6:i386", "2.36"));
        assertThat(context().callWith("pkg.list_pkgs", Map.of("removed", true))).isEqualTo(Map.of("old", "1"));
        assertThat(call("pkg.version", "bash")).isEqualTo("5.2-2");
        assertThat(call("pkg.version", "bash", "none")).isEqualTo(Map.of("bash", "5.2-2", "none", ""));
        assertThat(call("pkg.latest_version", "bash")).isEqualTo("5.2-3");
        assertThat(call("pkg.upgrade_available", "bash")).isEqualTo(true);
        assertThat(call("pkg.owner", "/bin/bash")).isEqualTo("bash");
    }

    @Test
    void versionsAreOrderedAsDebianOrdersThem() throws Exception {
        assertThat(call("pkg.version_cmp", "0.2.4-0ubuntu1", "0.2.4.1-0ubuntu1"))
                .isEqualTo(-1L);
        assertThat(call("pkg.version_cmp", "1.0~rc1", "1.0")).isEqualTo(-1L);
        assertThat(call("pkg.version_cmp", "1:1.0", "2.0")).isEqualTo(1L);
        assertThat(call("pkg.version_cmp", "1:1.0", "2.0", true)).isEqualTo(-1L);
        assertThat(call("pkg.version_cmp", "1.010", "1.10")).isEqualTo(0L);
        assertThat(call("pkg.version_cmp", "1.0+b1", "1.0a")).isEqualTo(1L);
        assertThat(call("pkg.version_cmp", "1.0-1", "1.0-1.1")).isEqualTo(-1L);
    }

    @Test
    void accountsAreReadFromTheirFiles() throws Exception {
        file("/etc/passwd", "root:x:0:0:Chief,1,2,3,4:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n")
                .file("/etc/group", "root:x:0:\nann:x:1000:\nwheel:x:10:root,ann\n");

        assertThat(call("user.info", "root"))
                .extracting("fullname", "other", "uid", "groups")
                .containsExactly("Chief", "4", 0L, List.of("root", "wheel"));
        assertThat(call("user.info", "nobody")).isEqualTo(Map.of());
        assertThat(call("user.list_users")).isEqualTo(List.of("ann", "root"));
        assertThat(call("user.primary_group", "ann")).isEqualTo("ann");
        assertThat(call("group.info", "wheel"))
                .isEqualTo(Map.of("name", "wheel", "passwd", "x", "gid", 10L, "members", List.of("root", "ann")));
    }
}
