package io.brine.grains;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/** {@code id master server_id append_domain} from the configuration. Source: 3006.0 grains/core.py id_, get_master, get_server_id, append_domain */
final class IdentityGrains implements GrainsSource {
    private final GrainsSettings settings;

    IdentityGrains(GrainsSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("id", settings.id());
        grains.put("master", settings.master());
        grains.put("server_id", serverId());
        settings.appendDomain().ifPresent(domain -> grains.put("append_domain", domain));
        return grains;
    }

    private long serverId() {
        if (settings.serverIdChecksum().isEmpty()) {
            return PythonHash.of(settings.id()) & 0x7fffffffL;
        }
        Checksum checksum = settings.serverIdChecksum().equals("crc32") ? new CRC32() : new Adler32();
        byte[] id = settings.id().getBytes(StandardCharsets.UTF_8);
        checksum.update(id, 0, id.length);
        return checksum.getValue();
    }
}
