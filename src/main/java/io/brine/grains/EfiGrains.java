package io.brine.grains;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code efi efi-secure-boot transactional}. Source: 3006.0 grains/extra.py uefi, transactional */
final class EfiGrains implements GrainsSource {
    private final Host host;

    EfiGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        Optional<String> directory = List.of("/sys/firmware/efi/efivars", "/sys/firmware/efi/vars").stream()
                .filter(host.files()::exists)
                .findFirst();
        return Map.of(
                "efi", directory.isPresent(),
                "efi-secure-boot", directory.map(this::isSecureBoot).orElse(false),
                "transactional", host.commands().has("transactional-update"));
    }

    private boolean isSecureBoot(String directory) {
        List<String> names = host.files().names(directory).stream()
                .filter(name -> name.startsWith("SecureBoot-"))
                .toList();
        if (names.size() != 1) {
            return false;
        }
        byte[] data =
                host.files().bytes(directory + "/" + names.get(0) + "/data").orElse(new byte[0]);
        return data.length > 0 && data[data.length - 1] == 1;
    }
}
