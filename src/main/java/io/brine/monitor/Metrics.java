package io.brine.monitor;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** All series, and their text for Prometheus. Thread-safe. */
public final class Metrics {
    /** Of {@link #text}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final int FIRST_BYTES = 64 * 1024;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /** Asked at every scrape from now on. */
    public Metrics add(MetricSource source) {
        registry.register((MultiCollector) () -> {
            Families families = new Families();
            source.collect(families);
            return families.snapshots();
        });
        return this;
    }

    /** Everything as it is now, in Prometheus' text format 0.0.4. */
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BYTES);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
