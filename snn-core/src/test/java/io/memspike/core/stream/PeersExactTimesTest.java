package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Times of spikes in continuous time, as 50 digits of arithmetic and NEST's precise neurons have them: weights with delays, a
 * drive, and a refractory period in which potentials are held, around the crossings of {@link CurrentLif}.
 */
class PeersExactTimesTest {
    private static final double REST = -70;
    private static final double MOST = 1e-9; // ms

    private record Arrival(double time, double weight) {}

    private record Fired(double time, int neuron) {}

    private static double[] doubles(SafetensorsFile file, String name) throws IOException {
        final byte[] bytes = file.tensor(name).bytes();
        final double[] doubles = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(doubles);
        return doubles;
    }

    private static double number(SafetensorsFile file, String name) {
        return Double.parseDouble(file.metadata().get(name));
    }

    @Test
    void shouldFireAtTheTimesOfThePeers() throws IOException {
        try (SafetensorsFile file =
                SafetensorsFile.open(Outside.file("golden/peers/l-exact-times/vectors.safetensors"))) {
            final double gain = number(file, "tau_m") / number(file, "C_m"); // mV of a pA that stays
            final CurrentLif neuron = new CurrentLif(
                    number(file, "tau_m"), number(file, "tau_syn"), number(file, "V_th") - REST, Reset.ZERO);
            final double[] drive = doubles(file, "i_e");
            final List<Fired> fired = new ArrayList<>();
            for (int n = 0; n < drive.length; n++) {
                final List<Arrival> arrivals = arrivals(file, n, gain);
                arrivals.add(new Arrival(number(file, "end"), 0));
                fire(
                        neuron,
                        arrivals,
                        gain * drive[n],
                        number(file, "V_reset") - REST,
                        number(file, "t_ref"),
                        n,
                        fired);
            }
            fired.sort(Comparator.comparingDouble(Fired::time));
            for (final String peer : new String[] {"exact", "nest_iaf_psc_exp_ps", "nest_iaf_psc_exp_ps_lossless"}) {
                final double[] times = doubles(file, "expected." + peer + ".time");
                final long[] neurons =
                        file.tensor("expected." + peer + ".neuron").longs();
                assertEquals(180, times.length);
                assertEquals(times.length, fired.size());
                for (int i = 0; i < times.length; i++) {
                    assertEquals(times[i], fired.get(i).time(), MOST, peer + " " + i);
                    assertEquals(neurons[i], fired.get(i).neuron(), peer + " " + i);
                }
            }
        }
    }

    private static List<Arrival> arrivals(SafetensorsFile file, int neuron, double gain) throws IOException {
        final double[] times = doubles(file, "input.time");
        final long[] sources = file.tensor("input.source").longs();
        final long[] pre = file.tensor("syn.pre").longs();
        final long[] post = file.tensor("syn.post").longs();
        final double[] weight = doubles(file, "syn.weight");
        final double[] delay = doubles(file, "syn.delay");
        final List<Arrival> arrivals = new ArrayList<>();
        for (int s = 0; s < pre.length; s++) {
            for (int e = 0; post[s] == neuron && e < times.length; e++) {
                if (sources[e] == pre[s]) {
                    arrivals.add(new Arrival(times[e] + delay[s], gain * weight[s]));
                }
            }
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::time));
        return arrivals;
    }

    private static void fire(
            CurrentLif neuron,
            List<Arrival> arrivals,
            double drive,
            double reset,
            double refractory,
            int number,
            List<Fired> fired) {
        double now = 0;
        double potential = 0;
        double current = 0;
        double held = 0; // until then
        for (final Arrival arrival : arrivals) {
            while (now < arrival.time()) {
                if (now < held) {
                    final double until = Math.min(held, arrival.time());
                    current = neuron.current(current, until - now);
                    now = until;
                    continue;
                }
                final double crossing = neuron.crossing(potential, current, drive);
                final boolean fires = now + crossing <= arrival.time();
                final double delta = fires ? crossing : arrival.time() - now;
                potential = fires ? reset : neuron.potential(potential, current, drive, delta);
                current = neuron.current(current, delta);
                now = fires ? now + crossing : arrival.time();
                if (fires) {
                    fired.add(new Fired(now, number));
                    held = now + refractory;
                }
            }
            current += arrival.weight();
        }
    }
}
