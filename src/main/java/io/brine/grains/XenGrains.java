package io.brine.grains;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kernel shows below Xen. Source: 3006.0 grains/core.py _virtual, _virtual_hv */
final class XenGrains {
    /** By bit number; bit 6 is not used. Source: Xen's public features.h */
    private static final List<String> FEATURES = List.of(
            "writable_page_tables",
            "writable_descriptor_tables",
            "auto_translated_physmap",
            "supervisor_mode_kernel",
            "pae_pgdir_above_4gb",
            "mmu_pt_update_preserve_ad",
            "",
            "gnttab_map_avail_bits",
            "hvm_callback_vector",
            "hvm_safe_pvclock",
            "hvm_pirqs",
            "dom0",
            "grant_map_identity",
            "memory_op_vnode_supported",
            "ARM_SMCCC_supported");

    private final HostFiles files;

    XenGrains(HostFiles files) {
        this.files = files;
    }

    /** {@code Xen Dom0}, {@code Xen PV DomU} or {@code Xen HVM DomU}. */
    Optional<String> subtype() {
        boolean isXen = files.isDirectory("/proc/sys/xen")
                || files.isDirectory("/sys/bus/xen")
                || files.isDirectory("/proc/xen");
        if (!isXen) {
            return Optional.empty();
        }
        if (files.isFile("/proc/xen/xsd_kva")) {
            return Optional.of("Xen Dom0");
        }
        if (files.word("/sys/class/dmi/id/product_name").orElse("").equals("HVM domU")) {
            return Optional.of("Xen HVM DomU");
        }
        Optional<String> capabilities = files.text("/proc/xen/capabilities");
        if (capabilities.isPresent()) {
            return Optional.of(capabilities.get().contains("control_d") ? "Xen Dom0" : "Xen PV DomU");
        }
        return files.isDirectory("/sys/bus/xen/drivers/xenconsole") ? Optional.of("Xen PV DomU") : Optional.empty();
    }

    /** {@code virtual_hv_version virtual_hv_version_info virtual_hv_features virtual_hv_features_list}. */
    Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>();
        Optional<String> major = files.word("/sys/hypervisor/version/major");
        Optional<String> minor = files.word("/sys/hypervisor/version/minor");
        if (major.isPresent() && minor.isPresent()) {
            String extra = files.word("/sys/hypervisor/version/extra").orElse("");
            grains.put("virtual_hv_version", major.get() + "." + minor.get() + extra);
            grains.put("virtual_hv_version_info", List.of(major.get(), minor.get(), extra));
        }
        files.word("/sys/hypervisor/properties/features").ifPresent(hex -> {
            grains.put("virtual_hv_features", hex);
            grains.put("virtual_hv_features_list", features(new BigInteger(hex, 16)));
        });
        return grains;
    }

    private static List<Object> features(BigInteger bits) {
        List<Object> names = new ArrayList<>();
        for (int bit = 0; bit < FEATURES.size(); bit++) {
            if (bits.testBit(bit) && !FEATURES.get(bit).isEmpty()) {
                names.add(FEATURES.get(bit));
            }
        }
        return names;
    }
}
