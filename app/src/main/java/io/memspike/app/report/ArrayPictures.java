package io.memspike.app.report;

import io.memspike.app.picture.LayerPictures;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.tasks.ModelNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Masks and conductances of a model's memristors on a page. */
final class ArrayPictures {
    private static final int MOST_LAYERS = 4;

    private final Path file;
    private final Model model;
    private final long seed;

    ArrayPictures(Path file, Model model, long seed) {
        this.file = file;
        this.model = model;
        this.seed = seed;
    }

    /** Share of the memristors that are connected. */
    static String kept(Model model) {
        long kept = 0;
        long all = 0;
        for (final byte[] mask : model.masks().values()) {
            for (final byte bit : mask) {
                kept += bit;
            }
            all += mask.length;
        }
        return all == 0 ? "all" : String.format(Locale.ROOT, "%.1f %%", 100.0 * kept / all);
    }

    void add(HtmlPage page) throws IOException {
        if (model.masks().isEmpty()) {
            page.section("Memristors", "None: the weights of this model were trained, not pruned.");
            return;
        }
        final List<String> nodes = List.copyOf(model.masks().keySet());
        page.section(
                "Memristors",
                "What training chose: which random pairs stay connected (mask), and what the cells conduct. Red lines part"
                        + " crossbar tiles. "
                        + (nodes.size() > MOST_LAYERS
                                ? "The first " + MOST_LAYERS + " of " + nodes.size() + " layers."
                                : "All layers."));
        for (final String node : nodes.subList(0, Math.min(MOST_LAYERS, nodes.size()))) {
            final String name =
                    "layer " + node + " (" + model.graph().node(node).kind().type() + ")";
            final Map<String, BufferedImage> pictures = new LayerPictures(
                            name,
                            WiredLayer.of(
                                    ModelNetwork.array(model, node, Matrix.of(model.graph(), node)),
                                    Hardware.IDEAL,
                                    seed))
                    .draw();
            page.figure(pictures.get("mask"), "Mask of " + name + " of " + file.getFileName() + ".", false);
            page.figure(pictures.get("conductance"), "Conductances of " + name + "; grey is disconnected.", false);
        }
    }
}
