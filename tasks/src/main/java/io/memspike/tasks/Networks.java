package io.memspike.tasks;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import java.util.List;

/** The classifiers of PRIME (Wang et al., arXiv 2407.18625), for events of any shape and number of classes. */
public final class Networks {
    /** Factor from microsiemens to weight. */
    private static final float MEMRISTOR_SCALE = 0.01f;

    private static final LayerSpec.Readout READOUT = new LayerSpec.Readout(0.1f);

    private Networks() {}

    /** Layers of a network by name; trained weights need no scale. */
    public static List<LayerSpec> layers(String name, Mode mode, Shape input, int classes) {
        final float scale = mode == Mode.PRUNE ? MEMRISTOR_SCALE : 1f;
        requireKnown(name);
        return name.equals("conv") ? conv(scale, input, classes) : mlp(scale, input, classes);
    }

    static void requireKnown(String name) {
        if (!"conv".equals(name) && !"mlp".equals(name)) {
            throw new IllegalArgumentException("network: expected conv or mlp, found '" + name + "'");
        }
    }

    private static List<LayerSpec> conv(float scale, Shape input, int classes) {
        final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.2f, 0.1f);
        final LayerSpec.AvgPool2d pool = new LayerSpec.AvgPool2d(2);
        final LayerSpec.Conv2d first = new LayerSpec.Conv2d(input.channels(), 12, 5, 1, 1, scale);
        final LayerSpec.Conv2d second = new LayerSpec.Conv2d(12, 64, 5, 1, 0, scale);
        final int features =
                pool.output(second.output(pool.output(first.output(input)))).size();
        return List.of(first, lif, pool, second, lif, pool, new LayerSpec.Linear(features, classes, scale), READOUT);
    }

    private static List<LayerSpec> mlp(float scale, Shape input, int classes) {
        final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.5f, 0.1f);
        return List.of(
                new LayerSpec.Linear(input.size(), 250, scale), lif,
                new LayerSpec.Linear(250, 250, scale), lif,
                new LayerSpec.Linear(250, classes, scale), READOUT);
    }
}
