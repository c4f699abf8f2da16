package io.memspike.earlyexit;

import java.util.List;

/**
 * Read-out potentials of labelled samples over all steps: everything a stop policy could have seen. Immutable and
 * thread-safe. {@link TrajectoryRecorder} collects them from running inferences.
 */
public final class Trajectories {
    private final float[] potentials; // (samples, steps, classes)
    private final int[] labels;
    private final int steps;
    private final int classes;
    private final boolean isMeaned;

    /** Trajectories of a network that answers with the mean of its potentials so far. */
    public Trajectories(float[] potentials, int[] labels, int steps, int classes) {
        this(potentials, labels, steps, classes, true);
    }

    /**
     * Trajectories of {@code labels.length} samples.
     *
     * @param potentials read-out potential m at each step: [samples, steps, classes]. Not to be modified afterwards.
     * @param labels true classes: [samples], each in [0, classes). Not to be modified afterwards.
     * @param steps steps of each sample, at least 1
     * @param classes number of classes, at least 1
     * @param isMeaned whether the answer at a step is the mean of the potentials so far, or else the potentials themselves
     */
    public Trajectories(float[] potentials, int[] labels, int steps, int classes, boolean isMeaned) {
        if (labels.length == 0 || steps < 1 || classes < 1) {
            throw new IllegalArgumentException(
                    "trajectories: expected at least 1 sample, step and class, found samples=" + labels.length
                            + " steps=" + steps + " classes=" + classes);
        }
        final long expected = (long) labels.length * steps * classes;
        if (potentials.length != expected) {
            throw new IllegalArgumentException("trajectories: expected " + labels.length + " × " + steps + " × "
                    + classes + " = " + expected + " potentials, found " + potentials.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "trajectories: sample " + i + ": expected a label in [0, " + classes + "), found " + labels[i]);
            }
        }
        this.potentials = potentials;
        this.labels = labels;
        this.steps = steps;
        this.classes = classes;
        this.isMeaned = isMeaned;
    }

    /**
     * Those of several runs as one: what networks saw of samples that each of them had not learnt.
     *
     * @param parts at least one, alike in all but their samples
     */
    public static Trajectories joined(List<Trajectories> parts) {
        final Trajectories first = parts.get(0);
        int samples = 0;
        for (final Trajectories part : parts) {
            if (part.steps != first.steps || part.classes != first.classes || part.isMeaned != first.isMeaned) {
                throw new IllegalArgumentException("trajectories: expected " + first.steps + " steps of "
                        + first.classes + " classes in all parts, and means in all or none, found " + part.steps
                        + " steps of " + part.classes + " classes");
            }
            samples += part.samples();
        }
        final float[] potentials =
                new float[Math.multiplyExact(Math.multiplyExact(samples, first.steps), first.classes)];
        final int[] labels = new int[samples];
        int at = 0;
        for (final Trajectories part : parts) {
            System.arraycopy(part.potentials, 0, potentials, at * first.steps * first.classes, part.potentials.length);
            System.arraycopy(part.labels, 0, labels, at, part.labels.length);
            at += part.samples();
        }
        return new Trajectories(potentials, labels, first.steps, first.classes, first.isMeaned);
    }

    /** Number of samples. */
    public int samples() {
        return labels.length;
    }

    /** Steps of each sample. */
    public int steps() {
        return steps;
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** True class of a sample. */
    public int label(int sample) {
        return labels[sample];
    }

    /** Read-out potentials m: [samples, steps, classes]. Not to be modified. */
    public float[] potentials() {
        return potentials;
    }

    /**
     * Answers of one sample at each step, {@code mean(m₀…m_t)} or m_t, bit for bit what the network's session would have shown.
     *
     * @param answers [steps, classes]. Overwritten.
     */
    public void answers(int sample, float[][] answers) {
        final int start = sample * steps * classes;
        for (int c = 0; c < classes; c++) {
            float sum = 0f;
            for (int t = 0; t < steps; t++) {
                final float potential = potentials[start + t * classes + c];
                sum += potential;
                answers[t][c] = isMeaned ? sum / (t + 1) : potential;
            }
        }
    }
}
