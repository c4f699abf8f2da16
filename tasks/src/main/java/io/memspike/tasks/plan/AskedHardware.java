package io.memspike.tasks.plan;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The hardware that a classifier is put to work on: that of its training, with other converters and read noise where they are
 * asked for, drawn from another seed.
 *
 * @param placement what lies on what
 * @param needsScales whether converters have no full scales yet, or others are asked for
 */
public record AskedHardware(Placement placement, boolean needsScales) {
    /** Opens samples that converters find their full scales on. */
    @FunctionalInterface
    public interface Observed {
        /** The samples. */
        Samples open() throws IOException;
    }

    /**
     * What is asked for.
     *
     * @param trained the hardware of the training
     * @param converters those asked for
     * @param readNoise as a fraction of each cell's conductance; null for that of the training
     * @param seed seed of devices, faults, ageing, read noise and converters
     */
    public static AskedHardware of(Placement trained, ConverterChoice converters, Double readNoise, long seed) {
        final ConverterPlan through = converters.plan(trained.standard().converters());
        final double noise = readNoise == null ? trained.standard().readNoise() : readNoise;
        final Placement asked = trained.with(trained.standard().withReadNoise(noise))
                .each(hardware -> hardware.with(through))
                .with(trained.fullScales().withSeed(seed))
                .withSeed(seed);
        final boolean hasScales = (through.bits() == 0
                        || !trained.fullScales().columns().isEmpty())
                && (through.dacBits() == 0 || !trained.fullScales().rows().isEmpty());
        return new AskedHardware(asked, !hasScales || converters.asksForFullScale());
    }

    /**
     * The hardware with full scales: those that the model was trained with, or else those found on samples.
     *
     * @param file the model file, for messages
     * @param observed opened where they are needed
     */
    public Placement scaled(Path file, Model model, Observed observed, Kernels kernels) throws IOException {
        if (!needsScales) {
            return placement;
        }
        final Samples samples = observed.open();
        Networks.of(file, model, samples, kernels); // refuses what does not fit
        return ModelNetwork.calibrated(model, placement, samples, kernels);
    }
}
