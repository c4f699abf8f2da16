package io.memspike.app.array;

import io.memspike.app.picture.LayerPictures;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws one layer's cells. */
final class Show implements Experiment<ShowPlan, ShowResult> {
    @Override
    public String name() {
        return "array show";
    }

    @Override
    public ShowResult run(ShowPlan plan, Run run) throws IOException {
        final Hardware hardware = plan.array().uncompensated();
        if (hardware.cells().ownNoise()) {
            throw new IllegalArgumentException(
                    "--device-noise: expected none, as what is drawn is not read, found some");
        }
        final Path out = plan.out();
        if (!plan.isSingle() && !Files.isDirectory(out)) {
            throw new IOException(out + ": expected an existing directory, or a file that ends in .png, found neither");
        }
        Checkpoints.requireWritable(plan.isSingle() ? out : out.resolve("layer.png"));
        Checkpoints.requireNoInput(out, plan.model());
        final Model model = ModelNetwork.read(plan.model());
        final String node = Networks.onArray(plan.model(), model, plan.layer()).name();
        final int position = model.graph().position(node);
        final WiredLayer layer = wired(model, hardware, node, plan.seed());
        final Map<Path, byte[]> files = pictures(plan, position, layer);
        for (final Map.Entry<Path, byte[]> each : files.entrySet()) {
            WholeFile.write(each.getKey(), each.getValue());
        }
        return ShowResult.of(position, plan.array().device(), layer, List.copyOf(files.keySet()));
    }

    private static WiredLayer wired(Model model, Hardware hardware, String node, long seed) {
        try {
            return WiredLayer.of(ModelNetwork.array(model, node, Matrix.of(model.graph(), node)), hardware, seed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node + ": " + e.getMessage(), e);
        }
    }

    private static Map<Path, byte[]> pictures(ShowPlan plan, int position, WiredLayer layer) throws IOException {
        final String type = layer.devices().layer().type();
        final String name = String.format(
                "layer %d (%s) of %s", position, type, plan.model().getFileName());
        final Map<String, BufferedImage> pictures = new LayerPictures(name, layer).draw();
        final Map<Path, byte[]> files = new LinkedHashMap<>();
        if (plan.isSingle()) {
            files.put(plan.out(), png(LayerPictures.sheet(new ArrayList<>(pictures.values()))));
            return files;
        }
        for (final Map.Entry<String, BufferedImage> each : pictures.entrySet()) {
            final String file = "layer" + position + "-" + each.getKey() + ".png";
            files.put(plan.out().resolve(file), png(each.getValue()));
        }
        return files;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
