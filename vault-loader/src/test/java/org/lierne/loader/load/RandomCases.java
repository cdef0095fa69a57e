package org.lierne.loader.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Random cases, each made of a seed, which follow each other. {@code -Dlierne.random.threads} says how many run at a time. */
final class RandomCases {

    private static final int THREADS = Integer.getInteger("lierne.random.threads", 1);

    private final int count;
    private final long firstSeed;

    RandomCases(int count, long firstSeed) {
        this.count = count;
        this.firstSeed = firstSeed;
    }

    /** Checks all, and then fails with what the first of those that failed says, and with the seeds of the others. */
    void check(LongConsumer oneCase) throws InterruptedException {
        Map<Long, Throwable> failed = new ConcurrentSkipListMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        for (int number = 0; number < count; number++) {
            long seed = firstSeed + number;
            workers.execute(() -> {
                try {
                    oneCase.accept(seed);
                } catch (RuntimeException | AssertionError failure) {
                    failed.put(seed, failure);
                    System.out.printf("seed %d failed: %s%n", seed, failure.getMessage());
                }
            });
        }
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.DAYS);
        System.out.printf("%d random cases, seeds %d to %d%n", count, firstSeed, firstSeed + count - 1);
        failed.forEach((seed, failure) -> {
            throw new AssertionError(
                    "Repeat it by -Dlierne.random.cases=4 -Dlierne.random.seed=" + seed + "; failed: " + failed.keySet()
                            + "\n" + failure.getMessage(),
                    failure);
        });
    }
}
