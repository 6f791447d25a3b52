package io.brine.grains;

import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/**
 * {@code locale_info: {defaultlanguage, defaultencoding, detectedencoding, timezone}}. The C locale is called
 * {@code en_US}, and language and encoding are nil if nothing is set, as Python's {@code locale.getdefaultlocale}
 * answers. Source: 3006.0 grains/core.py locale_info
 */
final class LocaleGrains implements GrainsSource {
    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE");

    private final Map<String, String> environment;
    private final Clock clock;

    LocaleGrains(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> grains() {
        String[] locale = locale();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("defaultlanguage", locale[0]);
        info.put("defaultencoding", locale[1]);
        info.put("detectedencoding", Charset.defaultCharset().name().toLowerCase(Locale.ROOT));
        info.put("timezone", timezone());
        return Map.of("locale_info", info);
    }

    private String[] locale() {
        String set = VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C");
        String[] parts = set.split(":", -1)[0].split("@", -1)[0].split("\\.", -1);
        String encoding = parts.length > 1 ? encoding(parts[1]) : null;
        if (parts[0].equals("C") || parts[0].equals("POSIX")) {
            return new String[] {encoding == null ? null : "en_US", encoding};
        }
        return new String[] {parts[0], encoding == null ? "ISO8859-1" : encoding};
    }

    private static String encoding(String written) {
        return written.toLowerCase(Locale.ROOT).replace("-", "").equals("utf8") ? "UTF-8" : written;
    }

    private String timezone() {
        TimeZone zone = TimeZone.getTimeZone(clock.getZone());
        return zone.getDisplayName(zone.inDaylightTime(Date.from(clock.instant())), TimeZone.SHORT, Locale.ENGLISH);
    }
}
