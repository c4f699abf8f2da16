package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.converter.internal.ConvertedSynapses;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConvertedSynapsesTest {
    private static final Shape INPUT = new Shape(2, 4, 6);
    private static final Matrix LAYER = new Matrix(new Conv2d(5, 3, 1, 1, 1f), INPUT);
    private static final Synapses EXACT = WeightedSynapses.of(LAYER, weights(), new ScalarKernels());

    private static float[] weights() {
        final RandomStream stream = RandomStream.of(2, "weights");
        final float[] weights = new float[LAYER.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) stream.nextGaussian();
        }
        return weights;
    }

    private static SpikeList spikes() {
        final SpikeList spikes = new SpikeList(INPUT.size());
        for (int i = 1; i < INPUT.size(); i += 3) {
            spikes.add(i, 1 + i % 2);
        }
        return spikes;
    }

    private static float[] currents(Synapses synapses, long read, float before) {
        final float[] current = new float[synapses.output().size() + Synapses.PADDING];
        Arrays.fill(current, before);
        synapses.open().accumulate(spikes(), read, current);
        return Arrays.copyOf(current, synapses.output().size());
    }

    @Test
    void shouldGiveTheExactBitsWhenReadExactly() {
        assertArrayEquals(currents(EXACT, 0, 0), currents(new ConvertedSynapses(EXACT, ColumnReadout.EXACT), 0, 0));
    }

    @Test
    void shouldConvertTheSumsOfEachPositionByItsColumn() {
        final AdcReadout readout = new AdcReadout(
                Adc.sar(Resolution.bipolar(5))
                        .withErrors(ChannelErrors.mismatch(1, 0.2))
                        .withThermalNoise(0.5),
                6,
                3,
                7);
        final float[] expected = currents(EXACT, 0, 0);
        readout.convert(expected, 24, 5, 0, 11);

        assertArrayEquals(expected, currents(new ConvertedSynapses(EXACT, readout), 11, 0));
    }

    @Test
    void shouldAddToTheCurrentAndConvertOnlyItsOwn() {
        final Synapses synapses =
                new ConvertedSynapses(EXACT, new AdcReadout(Adc.sar(Resolution.bipolar(3)), 8, 1, 0)); // LSB 2
        final float[] alone = currents(synapses, 0, 0);
        final float[] more = currents(synapses, 0, 0.5f);

        for (int i = 0; i < alone.length; i++) {
            assertEquals(alone[i] + 0.5f, more[i]);
        }
        assertEquals(EXACT.operations(spikes()), synapses.operations(spikes()));
        assertEquals(EXACT.input(), synapses.input());
    }

    @Test
    void shouldAllocateNothingOnceEachTileHasBeenRead() {
        final Adc adc = new Adc(
                Resolution.bipolar(6),
                new AdcCircuit.Sar(0.02),
                TransferCurve.cubic(0.5),
                ChannelErrors.mismatch(1, 0.1),
                0.4);
        final Synapses.Reader reader = new ConvertedSynapses(EXACT, new AdcReadout(adc, 6, 3, 7)).open();
        final SpikeList spikes = spikes();
        final float[] current = new float[EXACT.output().size() + Synapses.PADDING];

        Allocation.assertNone(() -> {
            for (int i = 0; i < 2_000; i++) {
                reader.accumulate(spikes, i, current);
            }
        });
    }
}
