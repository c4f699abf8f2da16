package io.memspike.core.population.internal;

/** Plain Java. */
public final class ScalarNeuronLoop implements NeuronLoop {
    /** The scalar loops. */
    public ScalarNeuronLoop() {}

    @Override
    public int delta(float[] v, float[] held, float[] arrived, int n, float keep, Firing firing, int[] fired) {
        delta(v, held, arrived, 0, n, keep);
        return firing.fire(v, held, 0, n, fired, 0);
    }

    /** Without firing, from {@code from} to before {@code to}. */
    public static void delta(float[] v, float[] held, float[] arrived, int from, int to, float keep) {
        for (int j = from; j < to; j++) {
            final float next = v[j] * keep + arrived[j];
            v[j] = held[j] > 0 ? v[j] : next;
            held[j] = Math.max(held[j] - 1, 0f);
            arrived[j] = 0;
        }
    }

    @Override
    public int exponential(
            float[] v, float[] held, float[] e, float[] i, int n, Factors factors, Firing firing, int[] fired) {
        exponential(v, held, e, i, 0, n, factors);
        return firing.fire(v, held, 0, n, fired, 0);
    }

    /** Without firing, from {@code from} to before {@code to}. */
    public static void exponential(float[] v, float[] held, float[] e, float[] i, int from, int to, Factors by) {
        for (int j = from; j < to; j++) {
            final float next = v[j] * by.keep() + e[j] * by.fromE() + i[j] * by.fromI();
            v[j] = held[j] > 0 ? v[j] : next;
            held[j] = Math.max(held[j] - 1, 0f);
            e[j] *= by.keepE();
            i[j] *= by.keepI();
        }
    }
}
