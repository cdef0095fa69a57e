package org.lierne.loader.warehouse;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of the machine the engine may use.
 *
 * @param memoryLimitBytes of the engine's own memory; what does not fit is spilled to disk
 * @param threads how many it works with
 * @param temporaryFolder where it spills to; empty for a folder beside the database
 */
public record WarehouseSettings(long memoryLimitBytes, int threads, Optional<Path> temporaryFolder) {

    private static final long MOST_BY_DEFAULT = 1_500_000_000L;
    private static final double SHARE_OF_MACHINE = 0.6;

    public WarehouseSettings {
        if (memoryLimitBytes < 1 || threads < 1) {
            throw new IllegalArgumentException("the engine needs memory and at least one thread, not "
                    + memoryLimitBytes + " bytes and " + threads + " threads");
        }
    }

    /** 1.5 GB, or 60 % of the machine's memory if that is less; as many threads as processors. */
    public static WarehouseSettings defaults() {
        long limit = MOST_BY_DEFAULT;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            limit = Math.min(limit, (long) (machine.getTotalMemorySize() * SHARE_OF_MACHINE));
        }
        return new WarehouseSettings(limit, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    public WarehouseSettings withMemoryLimitBytes(long bytes) {
        return new WarehouseSettings(bytes, threads, temporaryFolder);
    }

    public WarehouseSettings withThreads(int number) {
        return new WarehouseSettings(memoryLimitBytes, number, temporaryFolder);
    }

    public WarehouseSettings withTemporaryFolder(Path folder) {
        return new WarehouseSettings(memoryLimitBytes, threads, Optional.of(folder));
    }
}
