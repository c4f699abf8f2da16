package io.memspike.tasks.array;

import io.memspike.memristor.hardware.Hardware;
import java.util.function.IntConsumer;

/** A model and what is measured of it on hardware, one sample at a time. Any number of threads uses it. */
public interface StudyTask {
    /** Number of samples. */
    int sampleCount();

    /**
     * The model on one device. Same arguments, same bits.
     *
     * @param hardware what it lies on
     * @param seed seed of devices, faults, ageing and noise
     * @throws IllegalArgumentException where the model does not fit the samples, or a crossbar the memory
     */
    Device on(Hardware hardware, long seed);

    /** One device. Thread-safe. */
    @FunctionalInterface
    interface Device {
        /**
         * Runs some samples.
         *
         * @param from first sample
         * @param to where they end
         * @param results (samples): what is measured of each. Elements from {@code from} to {@code to} are written.
         * @param progress told after each sample how many are done
         * @throws InterruptedException where the thread was interrupted
         */
        void run(int from, int to, double[] results, IntConsumer progress) throws InterruptedException;
    }
}
