package io.memspike.core.population.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.population.Connectivity;
import io.memspike.core.population.Projection;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseTableTest {
    private static final int FIRST = 7; // neuron that is heard
    private static final int SOURCES = 60;
    private static final long KEY = 11;

    private static Projection projection(Connectivity connectivity) {
        return new Projection(FIRST, SOURCES, connectivity, 0.3, 1);
    }

    /** Some pairs are connected twice and more often: 200 draws out of 60 sources. */
    @ParameterizedTest
    @ValueSource(strings = {"scalar", "auto"})
    void shouldAddByBitsWhatRunsAdd(String name) {
        final Kernels kernels = KernelsLookup.find(name).kernels();
        for (final Connectivity connectivity :
                new Connectivity[] {new Connectivity.InDegree(200), new Connectivity.Pairwise(0.1)}) {
            for (final int count : new int[] {1, 16, 63, 64, 65, 300}) {
                final Projection projection = projection(connectivity);
                final SynapsePairs pairs = SynapsePairs.drawn(projection, KEY, 32, count);
                final SynapseRuns runs = new SynapseRuns(projection, count, pairs);
                final SynapseBits bits = new SynapseBits(projection, count, pairs, BitLoop.of(kernels));
                assertEquals(runs.synapses(), bits.synapses());
                for (int heard = 0; heard <= SOURCES; heard++) {
                    final int[] spikes = spikes(heard);
                    final float[] byRuns = sums(count);
                    final float[] byBits = byRuns.clone();
                    assertEquals(runs.add(spikes, heard, byRuns), bits.add(spikes, heard, byBits));
                    assertArrayEquals(byRuns, byBits, heard + " spikes onto " + count);
                }
            }
        }
    }

    /** So many spikes of neurons before, among and behind those that are heard, ascending, and what is left of an earlier step. */
    private static int[] spikes(int n) {
        final RandomStream random = RandomStream.of(n, "spikes");
        final int[] all = IntStream.range(0, FIRST + SOURCES + 5).toArray();
        for (int i = 0; i < n; i++) {
            final int other = i + random.nextInt(all.length - i);
            final int drawn = all[other];
            all[other] = all[i];
            all[i] = drawn;
        }
        Arrays.sort(all, 0, n);
        return all;
    }

    private static float[] sums(int count) {
        final RandomStream random = RandomStream.of(count, "sums");
        final float[] sums = new float[SynapseBits.room(count)];
        for (int j = 0; j < count; j++) {
            sums[j] = random.nextFloat() - 0.5f;
        }
        return sums;
    }

    /** One of 16 of two bytes, one of 32 of four; weights of their own have no room in a bit. */
    @ParameterizedTest
    @CsvSource({
        "0.06, 0, 64, false",
        "0.07, 0, 64, true",
        "0.07, 0.5, 64, false",
        "0.03, 0, 65600, false",
        "0.04, 0, 65600, true"
    })
    void shouldTakeBitsWhereTheyTakeNoMoreRoom(double density, double spread, int count, boolean isOfBits) {
        final Projection projection =
                projection(new Connectivity.Pairwise(density)).withSpread(spread);

        final SynapseTable table = SynapseTable.of(
                projection, KEY, 0, count, KernelsLookup.find("auto").kernels());

        assertEquals(isOfBits, table instanceof SynapseBits);
    }
}
