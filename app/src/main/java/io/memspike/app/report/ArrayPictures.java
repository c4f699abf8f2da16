package io.memspike.app.report;

import io.memspike.app.picture.LayerPictures;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Masks and conductances of a model's memristors on a page. */
final class ArrayPictures {
    private static final int MOST_LAYERS = 4; // whose conductances are shown
    private static final int MOST_MASKS = 24;

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
            kept += connected(mask);
            all += mask.length;
        }
        return all == 0 ? "all" : String.format(Locale.ROOT, "%.1f %%", 100.0 * kept / all);
    }

    private static long connected(byte[] mask) {
        long kept = 0;
        for (final byte bit : mask) {
            kept += bit;
        }
        return kept;
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
                                ? "Masks of the first " + MOST_MASKS + " layers at most, conductances of the first "
                                        + MOST_LAYERS + " of " + nodes.size() + "."
                                : "All layers."));
        table(page, nodes);
        for (int i = 0; i < Math.min(MOST_MASKS, nodes.size()); i++) {
            final String node = nodes.get(i);
            final String name = "layer " + node + " (" + type(node) + ")";
            final LayerPictures layer = new LayerPictures(
                    name,
                    WiredLayer.of(
                            ModelNetwork.array(model, node, Matrix.of(model.graph(), node)), Hardware.IDEAL, seed));
            page.figure(layer.mask(), "Mask of " + name + " of " + file.getFileName() + ".", false);
            if (i < MOST_LAYERS) {
                page.figure(layer.conductance(), "Conductances of " + name + "; grey is disconnected.", false);
            }
        }
    }

    private void table(HtmlPage page, List<String> nodes) {
        final List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "kind", "connections", "kept"});
        for (final String node : nodes) {
            final byte[] mask = model.masks().get(node);
            rows.add(new String[] {
                node,
                type(node),
                String.format(Locale.ROOT, "%,d", mask.length),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * connected(mask) / mask.length)
            });
        }
        page.table(rows.toArray(String[][]::new));
    }

    private String type(String node) {
        return model.graph().node(node).kind().type();
    }
}
