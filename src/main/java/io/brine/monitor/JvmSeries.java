package io.brine.monitor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;

/** The process itself, with the names that Prometheus' own clients use. */
public final class JvmSeries implements MetricSource {
    private static final double MILLIS = 1000;
    private static final double NANOS = 1e9;

    @Override
    public void collect(Families families) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        families.gauge("jvm_memory_used_bytes", "Memory that is used.")
                .add(heap.getUsed(), "area", "heap")
                .add(other.getUsed(), "area", "nonheap");
        families.gauge("jvm_memory_committed_bytes", "Memory the JVM has of the system.")
                .add(heap.getCommitted(), "area", "heap")
                .add(other.getCommitted(), "area", "nonheap");
        families.gauge("jvm_memory_max_bytes", "Most memory there may be; -1 if there is no bound.")
                .add(heap.getMax(), "area", "heap")
                .add(other.getMax(), "area", "nonheap");
        Families.Family collections = families.counter("jvm_gc_collections_total", "Garbage collections.");
        Families.Family pauses = families.counter("jvm_gc_seconds_total", "Time spent in garbage collections.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections.add(Math.max(0, collector.getCollectionCount()), "gc", collector.getName());
            pauses.add(Math.max(0, collector.getCollectionTime()) / MILLIS, "gc", collector.getName());
        }
        families.gauge("jvm_threads_current", "Threads.")
                .add(ManagementFactory.getThreadMXBean().getThreadCount());
        families.gauge("jvm_classes_loaded", "Classes.")
                .add(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        process(families);
    }

    private static void process(Families families) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        families.gauge("process_start_time_seconds", "When the process was started, unix time.")
                .add(runtime.getStartTime() / MILLIS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            families.counter("process_cpu_seconds_total", "Processor time of the process.")
                    .add(system.getProcessCpuTime() / NANOS);
            families.gauge("process_open_fds", "Open file descriptors.").add(system.getOpenFileDescriptorCount());
            families.gauge("process_max_fds", "Most file descriptors.").add(system.getMaxFileDescriptorCount());
        }
    }
}
