package io.brine.api.mon;

import io.brine.data.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A past for the pages that draw it. */
final class MadeUpHistory {
    private MadeUpHistory() {}

    /** Points as the master keeps them, without any from 100 to 120, and a dip of requests around 10. */
    static String points(long newest, int points) {
        Map<String, List<List<Object>>> series = new LinkedHashMap<>();
        for (int point = 0; point < points; point++) {
            if (point < 100 || point > 120) {
                double wave = 1 + Math.sin(point / 20.0);
                long slot = newest - points + 1 + point;
                boolean dip = point > 7 && point < 13;
                keep(series, "requests", slot, dip ? 10 : 20 + 60 * wave, dip ? 30 : 60 + 90 * wave);
                keep(series, "minions.up", slot, 4990 - 100 * (point % 90 == 7 ? 1 : 0), 4995);
                keep(series, "minions.down", slot, point % 90 == 7 ? 100 : 2 * wave, point % 90 == 7 ? 100 : 6);
                keep(series, "minions.degraded", slot, 11, 12);
                keep(series, "trip.p50", slot, 20 + 2 * wave, 31);
                keep(series, "trip.p99", slot, 120 + 40 * wave, 250);
                keep(series, "waiting", slot, point == 200 ? 40 : 0, point == 200 ? 340 : 1);
                keep(series, "events", slot, 41 + 9 * wave, 90);
                keep(series, "returns", slot, 12 * wave, 40);
                keep(series, "memory", slot, 3.1e8 + 2e7 * wave, 3.5e8);
            }
        }
        return Json.dump(series);
    }

    private static void keep(Map<String, List<List<Object>>> series, String name, long slot, double mean, double max) {
        series.computeIfAbsent(name, one -> new ArrayList<>()).add(List.of(slot, 1, mean, max));
    }
}
