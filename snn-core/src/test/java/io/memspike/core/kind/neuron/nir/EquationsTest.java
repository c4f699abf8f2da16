package io.memspike.core.kind.neuron.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Neurons against slow twins: of their differential equations in double precision, and of their arithmetic to the bit. */
class EquationsTest {
    private static final int N = 40;
    private static final int STEPS = 300;
    private static final float DT = 1e-3f;

    private final RandomStream random = RandomStream.of(5, "equations");
    private final Map<String, float[]> tensors = new HashMap<>();

    private float[] tensor(String name, double least, double most) {
        final float[] values = new float[N];
        for (int i = 0; i < N; i++) {
            values[i] = (float) (least + (most - least) * random.nextDouble());
        }
        tensors.put(name, values);
        return values;
    }

    private float[] input(double scale) {
        final float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = random.nextInt(3) == 0 ? 0f : (float) (scale * random.nextDouble());
        }
        return x;
    }

    private int spikes;

    /** Steps engine and twin together: the same spikes, potentials within 1e-5. */
    private void assertAgrees(Running running, float[] x, double[] twin, boolean[] fired, int t) {
        running.step(x);
        final float[] z = running.out();
        final float[] v = running.potential();
        for (int i = 0; i < N; i++) {
            assertEquals(fired[i] ? 1f : 0f, z[i], "spike of neuron " + i + " at step " + t);
            assertEquals(twin[i], v[i], 1e-5, "potential of neuron " + i + " at step " + t);
            spikes += fired[i] ? 1 : 0;
        }
    }

    /** {@code v = v + dt/tau · (v_leak − v + r x)}; {@code v = x∞ + (v − x∞) e^(−dt/tau)}. */
    @Example
    void shouldFollowTheEquationOfLif() {
        for (final Integration how :
                new Integration[] {Integration.EULER, Integration.EXPONENTIAL, Integration.EXACT}) {
            for (final Start start : Start.values()) {
                final float[] tau = tensor("tau", 4e-3, 2e-2);
                final float[] r = tensor("r", 1, 3);
                final float[] leak = tensor("vLeak", -0.3, 0.2);
                final float[] threshold = tensor("vThreshold", 0.4, 0.9);
                final float[] reset = tensor("vReset", -0.2, 0.1);
                final float[] begin = tensor("vStart", -0.2, 0.3);
                final Running running = Running.of(
                        new LifNir(DT, Per.ELEMENT, how, Reset.VALUE, Spikes.ONE, start, false, Surrogate.PRIME),
                        Shape.vector(N),
                        tensors);
                final double[] v = new double[N];
                for (int i = 0; i < N; i++) {
                    v[i] = start == Start.LEAK ? leak[i] : start == Start.VALUE ? begin[i] : 0;
                }
                spikes = 0;
                for (int t = 0; t < STEPS; t++) {
                    final float[] x = input(1.2);
                    final boolean[] fired = new boolean[N];
                    for (int i = 0; i < N; i++) {
                        final double rest = leak[i] + (double) r[i] * x[i];
                        v[i] = how == Integration.EULER
                                ? v[i] + DT / (double) tau[i] * (rest - v[i])
                                : rest + (v[i] - rest) * Math.exp(-DT / (double) tau[i]);
                        fired[i] = v[i] > threshold[i];
                        v[i] = fired[i] ? reset[i] : v[i];
                    }
                    assertAgrees(running, x, v, fired, t);
                }
                assertTrue(spikes > 400, "spikes: " + spikes);
            }
        }
    }

    /** Euler as NIR's readers have it; exactly as a thousand steps of Runge and Kutta's within one have it. */
    @Example
    void shouldFollowTheEquationsOfCubaLif() {
        for (final Integration how : Integration.values()) {
            final float[] tauSyn = tensor("tauSyn", 3e-3, 9e-3);
            final float[] tauMem = tensor("tauMem", 4e-3, 2e-2);
            tauSyn[0] = tauMem[0]; // the limit
            final float[] r = tensor("r", 1, 3);
            final float[] w = tensor("wIn", 0.5, 2);
            final float[] leak = tensor("vLeak", -0.3, 0.2);
            final float[] threshold = tensor("vThreshold", 0.4, 0.9);
            final Running running = Running.of(
                    new CubaLif(DT, Per.ELEMENT, how, Reset.SUBTRACT, Spikes.ONE, Start.ZERO, false, Surrogate.PRIME),
                    Shape.vector(N),
                    tensors);
            final double[] i = new double[N];
            final double[] v = new double[N];
            spikes = 0;
            for (int t = 0; t < STEPS / 3; t++) {
                final float[] x = input(1.2);
                final boolean[] fired = new boolean[N];
                for (int n = 0; n < N; n++) {
                    final double drive = (double) w[n] * x[n];
                    if (how == Integration.EULER) {
                        i[n] += DT / (double) tauSyn[n] * (-i[n] + drive);
                        v[n] += DT / (double) tauMem[n] * (leak[n] - v[n] + r[n] * i[n]);
                    } else if (how == Integration.EXPONENTIAL) {
                        i[n] = drive + (i[n] - drive) * Math.exp(-DT / (double) tauSyn[n]);
                        final double rest = leak[n] + r[n] * i[n];
                        v[n] = rest + (v[n] - rest) * Math.exp(-DT / (double) tauMem[n]);
                    } else {
                        rungeKutta(i, v, n, drive, tauSyn[n], tauMem[n], r[n], leak[n]);
                    }
                    fired[n] = v[n] > threshold[n];
                    v[n] -= fired[n] ? threshold[n] : 0;
                }
                assertAgrees(running, x, v, fired, t);
            }
            assertTrue(spikes > 300, "spikes: " + spikes);
        }
    }

    private static void rungeKutta(
            double[] i, double[] v, int n, double drive, double tauSyn, double tauMem, double r, double leak) {
        final int parts = 20; // the error is of the order of (1/60)^4 of a step's change
        final double h = DT / (double) parts;
        for (int part = 0; part < parts; part++) {
            final double k1 = (drive - i[n]) / tauSyn;
            final double m1 = (leak - v[n] + r * i[n]) / tauMem;
            final double k2 = (drive - i[n] - h / 2 * k1) / tauSyn;
            final double m2 = (leak - v[n] - h / 2 * m1 + r * (i[n] + h / 2 * k1)) / tauMem;
            final double k3 = (drive - i[n] - h / 2 * k2) / tauSyn;
            final double m3 = (leak - v[n] - h / 2 * m2 + r * (i[n] + h / 2 * k2)) / tauMem;
            final double k4 = (drive - i[n] - h * k3) / tauSyn;
            final double m4 = (leak - v[n] - h * m3 + r * (i[n] + h * k3)) / tauMem;
            i[n] += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
            v[n] += h / 6 * (m1 + 2 * m2 + 2 * m3 + m4);
        }
    }

    /** Bits, equal constants or not, any reset, with and without refractory period. */
    @Property(tries = 60)
    void shouldGiveTheBitsOfOneNeuronAtATime(
            @ForAll Reset reset,
            @ForAll boolean isRefractory,
            @ForAll boolean isMany,
            @ForAll boolean isUniform,
            @ForAll @IntRange(min = 1, max = 37) int neurons,
            @ForAll long seed) {
        final RandomStream draws = RandomStream.of(seed, "neurons");
        final Map<String, float[]> constants = new HashMap<>();
        for (final String name : new String[] {"tau", "r", "vLeak", "vThreshold", "vReset", "refractory"}) {
            final boolean isGiven =
                    name.equals("vReset") ? reset == Reset.VALUE : !name.equals("refractory") || isRefractory;
            final float[] values = new float[isUniform ? 1 : neurons];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.equals("refractory") ? draws.nextInt(4) : 0.1f + draws.nextFloat();
            }
            if (isGiven) {
                constants.put(name, values);
            }
        }
        final LifNir kind = new LifNir(
                0.3f,
                isUniform ? Per.ONE : Per.ELEMENT,
                Integration.EXPONENTIAL,
                reset,
                isMany ? Spikes.MANY : Spikes.ONE,
                Start.LEAK,
                isRefractory,
                Surrogate.PRIME);
        final Running running = Running.of(kind, Shape.vector(neurons), constants);
        final SlowNeuron[] slow = new SlowNeuron[neurons];
        for (int i = 0; i < neurons; i++) {
            slow[i] = new SlowNeuron(kind, constants, isUniform ? 0 : i);
        }
        for (int t = 0; t < 30; t++) {
            final float[] x = new float[neurons];
            for (int i = 0; i < neurons; i++) {
                x[i] = 4f * draws.nextFloat() - 0.5f;
            }
            running.step(x);
            for (int i = 0; i < neurons; i++) {
                assertEquals(slow[i].step(x[i]), running.out()[i]);
                assertEquals(slow[i].v, running.potential()[i]);
            }
        }
    }

    /** One neuron, as its javadoc has it. */
    private static final class SlowNeuron {
        private final LifNir kind;
        private final float share;
        private final float r;
        private final float leak;
        private final float threshold;
        private final float resetTo;
        private final int period;
        private float v;
        private int waits;

        SlowNeuron(LifNir kind, Map<String, float[]> constants, int i) {
            this.kind = kind;
            final double ratio = -(double) kind.dt() / constants.get("tau")[i];
            this.share = (float) -StrictMath.expm1(ratio);
            this.r = constants.get("r")[i];
            this.leak = constants.get("vLeak")[i];
            this.threshold = constants.get("vThreshold")[i];
            this.resetTo = kind.reset() == Reset.VALUE ? constants.get("vReset")[i] : 0f;
            this.period = kind.refractory() ? (int) constants.get("refractory")[i] : 0;
            this.v = leak;
        }

        float step(float x) {
            if (waits > 0) {
                waits--;
                return 0f;
            }
            v = v + share * ((leak - v) + r * x);
            float z = v > threshold ? 1f : 0f;
            if (kind.spikes() == Spikes.MANY) {
                z = v > 0f ? (float) Math.floor(v / threshold) : 0f;
            }
            if (z > 0f) {
                waits = period;
                switch (kind.reset()) {
                    case ZERO, VALUE -> v = resetTo;
                    case SUBTRACT -> v -= z * threshold;
                    case NONE -> {}
                }
            }
            return z;
        }
    }
}
