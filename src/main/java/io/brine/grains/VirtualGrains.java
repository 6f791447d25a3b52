package io.brine.grains;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code virtual virtual_subtype ps} and, on Xen, {@code virtual_hv_*}: first what the detecting commands say, then
 * what the kernel shows, the later finding wins. Source: 3006.0 grains/core.py _virtual, _virtual_hv, _ps
 */
final class VirtualGrains implements GrainsSource {
    private static final Set<String> DETECTED_AS_IS =
            Set.of("qemu", "kvm", "oracle", "xen", "bochs", "chroot", "uml", "systemd-nspawn");
    private static final String PS_OF_OPENVZ_HOST = "ps -fH -p $(grep -l \"^envID:[[:space:]]*0\\$\" "
            + "/proc/[0-9]*/status | sed -e \"s=/proc/\\([0-9]*\\)/.*=\\1=\")  | awk '{ $7=\"\"; print }'";

    private final Host host;
    private final boolean mayAskLspci;

    VirtualGrains(Host host, boolean mayAskLspci) {
        this.host = host;
        this.mayAskLspci = mayAskLspci;
    }

    /** What is known so far. */
    private static final class Verdict {
        private String virtual = "physical";
        private String subtype = "";

        Verdict is(String newVirtual) {
            virtual = newVirtual;
            return this;
        }

        Verdict is(String newVirtual, String newSubtype) {
            subtype = newSubtype;
            return is(newVirtual);
        }
    }

    @Override
    public Map<String, Object> grains() {
        Verdict verdict = new Verdict();
        askCommands(verdict);
        lookAtKernel(verdict);
        lookAtFirstProcess(verdict);
        if (!verdict.subtype.isEmpty() && verdict.virtual.equals("physical")) {
            verdict.is("virtual");
        }
        askForCloud(verdict);
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("virtual", verdict.virtual);
        if (!verdict.subtype.isEmpty()) {
            grains.put("virtual_subtype", verdict.subtype);
        }
        grains.put("ps", verdict.virtual.equals("openvzhn") ? PS_OF_OPENVZ_HOST : "ps -efHww");
        if (verdict.virtual.contains("xen")) {
            grains.putAll(new XenGrains(host.files()).grains());
        }
        return grains;
    }

    private void askCommands(Verdict verdict) {
        if (host.commands().has("virt-what")) {
            host.commands().output("virt-what").ifPresent(output -> takeVirtWhat(verdict, output));
            return;
        }
        Optional<String> systemd = host.commands().output("systemd-detect-virt");
        if (systemd.isPresent() && takeSystemdDetectVirt(verdict, systemd.get())) {
            return;
        }
        Optional<String> dmi = host.commands().output("dmidecode");
        if (dmi.isPresent()) {
            takeDmidecode(verdict, dmi.get());
        } else if (mayAskLspci && host.files().exists("/proc/bus/pci")) {
            host.commands().output("lspci").ifPresent(output -> takeLspci(verdict, output.toLowerCase(Locale.ROOT)));
        }
    }

    private static boolean takeSystemdDetectVirt(Verdict verdict, String output) {
        if (DETECTED_AS_IS.contains(output)) {
            verdict.is(output);
        } else if (output.contains("vmware")) {
            verdict.is("VMware");
        } else if (output.contains("microsoft")) {
            verdict.is("VirtualPC");
        } else if (output.contains("lxc")) {
            verdict.is("container", "LXC");
        } else if (output.contains("podman")) {
            verdict.is("container", "Podman");
        } else if (output.contains("amazon")) {
            verdict.is("Nitro", "Amazon EC2");
        } else {
            return false;
        }
        return true;
    }

    private static void takeVirtWhat(Verdict verdict, String output) {
        for (String line : output.lines().toList()) {
            switch (line) {
                case "kvm", "qemu", "uml", "xen" -> verdict.is(line);
                case "ibm_power-kvm" -> verdict.is("kvm");
                case "ibm_power-lpar_shared" -> verdict.is("LPAR", "shared");
                case "ibm_power-lpar_dedicated" -> verdict.is("LPAR", "dedicated");
                default -> takeVirtWhatPart(verdict, line);
            }
            if (!verdict.virtual.equals("physical")) {
                return;
            }
        }
    }

    private static void takeVirtWhatPart(Verdict verdict, String line) {
        if (line.contains("lxc")) {
            verdict.is("container", "LXC");
        } else if (line.contains("vmware")) {
            verdict.is("VMware");
        } else if (line.contains("parallels")) {
            verdict.is("Parallels");
        } else if (line.contains("nutanix")) {
            verdict.is("kvm", "Nutanix AHV");
        } else if (line.contains("hyperv")) {
            verdict.is("HyperV");
        }
    }

    private static void takeDmidecode(Verdict verdict, String output) {
        if (hasAny(output, "Vendor: QEMU", "Manufacturer: QEMU", "Vendor: Bochs", "Manufacturer: Bochs")) {
            verdict.is("kvm");
        }
        if (output.contains("BHYVE")) {
            verdict.is("bhyve");
        } else if (output.contains("Manufacturer: oVirt")) {
            verdict.is("kvm", "ovirt");
        } else if (output.contains("Product Name: RHEV Hypervisor")) {
            verdict.is("kvm", "rhev");
        } else if (output.contains("VirtualBox")) {
            verdict.is("VirtualBox");
        } else if (output.contains("VMware")) {
            verdict.is("VMware");
        } else if (output.contains(": Microsoft") && output.contains("Virtual Machine")) {
            verdict.is("VirtualPC");
        } else if (output.contains("Parallels Software")) {
            verdict.is("Parallels");
        } else if (output.contains("Manufacturer: Google")) {
            verdict.is("kvm");
        } else if (output.contains("Manufacturer: Nutanix") && output.contains("Product Name: AHV")) {
            verdict.is("kvm", "Nutanix AHV");
        } else if (output.contains("Vendor: SeaBIOS")) {
            verdict.is("kvm");
        }
    }

    private static void takeLspci(Verdict verdict, String model) {
        if (model.contains("vmware")) {
            verdict.is("VMware");
        } else if (model.contains("virtualbox")) {
            verdict.is("VirtualBox");
        } else if (model.contains("qemu") || model.contains("virtio")) {
            verdict.is("kvm");
        }
    }

    private void lookAtKernel(Verdict verdict) {
        HostFiles files = host.files();
        if (files.isFile("/proc/vz/version")) {
            verdict.is("openvzhn");
        } else if (files.isFile("/proc/vz/veinfo")) {
            verdict.is("openvzve");
        }
        for (String line : files.lines("/proc/self/status")) {
            if (line.matches("envID:\\s+\\d+")) {
                verdict.is(line.matches("envID:\\s+0+") ? "openvzhn" : "openvzve");
            }
        }
        new XenGrains(files).subtype().ifPresent(subtype -> verdict.is("xen", subtype));
        if (files.text("/proc/cpuinfo").orElse("").contains("QEMU Virtual CPU")) {
            verdict.is("kvm");
        }
        takeProductName(
                verdict, files.text("/sys/devices/virtual/dmi/id/product_name").orElse(""));
    }

    private static void takeProductName(Verdict verdict, String product) {
        if (product.contains("VirtualBox")) {
            verdict.is("VirtualBox");
        } else if (product.contains("RHEV Hypervisor")) {
            verdict.is("kvm", "rhev");
        } else if (product.contains("oVirt Node")) {
            verdict.is("kvm", "ovirt");
        } else if (product.contains("Google")) {
            verdict.is("gce");
        } else if (product.contains("BHYVE")) {
            verdict.is("bhyve");
        }
    }

    /** After the hypervisors: a container on a virtual machine is a container. */
    private void lookAtFirstProcess(Verdict verdict) {
        String cgroup = host.files().text("/proc/1/cgroup").orElse("");
        if (cgroup.contains(":/lxc/")) {
            verdict.is("container", "LXC");
        } else if (cgroup.contains(":/kubepods/")) {
            verdict.subtype = "kubernetes";
        } else if (cgroup.contains(":/libpod_parent/")) {
            verdict.subtype = "libpod";
        } else if (hasAny(cgroup, ":/system.slice/docker", ":/docker/", ":/docker-ce/")) {
            verdict.is("container", "Docker");
        }
        if (host.files().text("/proc/1/environ").orElse("").contains("container=lxc")) {
            verdict.is("container", "LXC");
        }
    }

    private void askForCloud(Verdict verdict) {
        if (!List.of("qemu", "kvm", "xen", "amazon").contains(verdict.virtual)) {
            return;
        }
        String system = host.commands()
                .run("dmidecode", "-t", "system")
                .map(Commands.Result::stdout)
                .orElse("");
        if (system.contains("Manufacturer: Amazon EC2")) {
            String product = system.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("Product Name: "))
                    .map(line -> " (" + line.substring("Product Name: ".length()) + ")")
                    .reduce("", (first, last) -> last);
            verdict.is(verdict.virtual.equals("xen") ? "xen" : "Nitro", "Amazon EC2" + product);
        } else if (system.lines().anyMatch(line -> line.matches(".*Version: .+\\.amazon.*"))) {
            verdict.subtype = "Amazon EC2";
        } else if (system.contains("Manufacturer: Nutanix") && system.contains("Product Name: AHV")) {
            verdict.subtype = "Nutanix AHV";
        }
    }

    private static boolean hasAny(String text, String... parts) {
        return List.of(parts).stream().anyMatch(text::contains);
    }
}
