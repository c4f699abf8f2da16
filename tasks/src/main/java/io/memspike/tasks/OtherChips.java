package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.internal.DeviceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A classifier on other chips of the kind that its random weights were formed on: programmed anew towards the targets of the
 * chip that it was trained on, or, of devices that cannot be programmed, formed anew under its mask, which is another chip's.
 *
 * @param model graph, weights and masks
 * @param samples what is classified
 */
public record OtherChips(Model model, Samples samples) {
    /** Chips unless another number is given. */
    public static final int USUAL = 5;

    /** Refuses a model none of whose weights were formed. */
    public OtherChips {
        if (DeviceText.device(model.metadata().get(ModelNetwork.DEVICE)) == null) {
            throw new IllegalArgumentException("chips: expected random weights of a device, found none");
        }
    }

    /** The hardware of one of them, with all else as the model was trained. */
    public Placement placement(long seed) {
        final DeviceModel device = DeviceText.device(model.metadata().get(ModelNetwork.DEVICE));
        return ModelNetwork.trainedWith(model)
                .each(hardware -> hardware.with(hardware.cells().with(device)))
                .withSeed(seed);
    }

    /**
     * Share of samples that each of some chips classifies rightly.
     *
     * @param count how many chips
     * @param seed of the first; the others follow
     * @param kernels inner loops
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, of all chips together
     */
    public List<Double> accuracies(int count, long seed, Kernels kernels, int threads, IntConsumer progress) {
        final List<Double> accuracies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int before = i * samples.size();
            accuracies.add(new ClassifierEvaluation(
                            ModelNetwork.of(model, samples.shape(), kernels, placement(seed + i)),
                            samples,
                            threads,
                            done -> progress.accept(before + done))
                    .run(null)
                    .accuracy());
        }
        return accuracies;
    }
}
