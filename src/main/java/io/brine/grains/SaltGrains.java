package io.brine.grains;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code saltversion saltversioninfo saltpath pythonversion}: top files and SLS files decide by these, so they name the
 * Salt and the Python whose behaviour Brine gives. {@code brineversion} and {@code javaversion} name what really runs.
 * Source: 3006.0 grains/core.py saltversion, saltversioninfo, saltpath, pythonversion
 */
final class SaltGrains implements GrainsSource {
    static final String SALT_VERSION = "3006.0";

    @Override
    public Map<String, Object> grains() {
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("pythonversion", List.of(3L, 11L, 0L, "final", 0L));
        grains.put("saltversion", SALT_VERSION);
        grains.put(
                "saltversioninfo",
                Arrays.stream(SALT_VERSION.split("\\.")).map(Long::valueOf).toList());
        grains.put("saltpath", System.getProperty("brine.home", System.getProperty("user.dir")));
        grains.put(
                "brineversion",
                Optional.ofNullable(SaltGrains.class.getPackage().getImplementationVersion())
                        .orElse("development"));
        grains.put("javaversion", System.getProperty("java.version"));
        return grains;
    }
}
