package io.memspike.topology;

import io.memspike.topology.parameter.Writes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Told about the progress of a training run, on the thread that called it. */
public interface TrainingProgress {
    /** Listens to nothing. */
    TrainingProgress NONE = new TrainingProgress() {};

    /**
     * After each update.
     *
     * @param epoch epoch, from 1
     * @param samples samples of this epoch done so far
     * @param of samples of an epoch
     * @param loss mean loss of this epoch so far, in nats
     * @param accuracy share of this epoch's samples so far that were classified rightly while training
     */
    default void updated(int epoch, int samples, int of, double loss, double accuracy) {}

    /** After each epoch: the place for a checkpoint. */
    default void epochDone(EpochResult result) {}

    /**
     * What an epoch came to.
     *
     * @param epoch epoch, from 1
     * @param loss mean loss in nats
     * @param accuracy share classified rightly while training
     * @param samples samples seen
     * @param nanos time taken
     * @param watched share classified rightly afterwards of samples that are not trained on; null where nobody looks
     * @param writes what was written on devices, by node: bits of masks whose writes are counted, and trained weights that lie
     *     there
     */
    record EpochResult(
            int epoch,
            double loss,
            double accuracy,
            int samples,
            long nanos,
            Double watched,
            Map<String, Writes> writes) {
        public EpochResult {
            writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
        }

        /** The same, looked at afterwards. */
        public EpochResult watched(double share) {
            return new EpochResult(epoch, loss, accuracy, samples, nanos, share, writes);
        }

        /** The same, and what else was written afterwards. */
        public EpochResult writing(Map<String, Writes> others) {
            final Map<String, Writes> all = new LinkedHashMap<>(writes);
            others.forEach((node, of) -> all.merge(node, of, Writes::plus));
            return new EpochResult(epoch, loss, accuracy, samples, nanos, watched, all);
        }

        /** Samples per second. */
        public double samplesPerSecond() {
            return samples * 1e9 / nanos;
        }
    }
}
