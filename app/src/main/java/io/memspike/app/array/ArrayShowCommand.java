package io.memspike.app.array;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.LayerPictures;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws one layer's cells. */
@Command(
        name = "show",
        description = {
            "Draw one layer's cells: map of conductances, mask, histograms of conductances and weights,",
            "and with --wire-resistance map and histogram of the IR drop."
        })
final class ArrayShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Mixin
    private ArrayOptions array;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    private Path file;

    @Option(
            names = "--layer",
            paramLabel = "L",
            description = "Position of a layer with weights in the model (default: the first).")
    private Integer position;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|FILE.png",
            description = "An existing directory for one PNG a picture, or one PNG for all of them.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final Hardware hardware = array.hardware();
        final boolean single = out.toString().endsWith(".png");
        if (!single && !Files.isDirectory(out)) {
            throw new IOException(out + ": expected an existing directory, or a file that ends in .png, found neither");
        }
        Checkpoints.requireWritable(single ? out : out.resolve("layer.png"));
        final Model model = ModelNetwork.read(file);
        final int at = layer(model);
        final WiredLayer layer = wired(model, hardware, node(model, at));
        final Map<Path, byte[]> files = pictures(single, at, layer);
        for (final Map.Entry<Path, byte[]> each : files.entrySet()) {
            WholeFile.write(each.getKey(), each.getValue());
        }
        report(at, layer, List.copyOf(files.keySet()));
        return 0;
    }

    private WiredLayer wired(Model model, Hardware hardware, String node) {
        try {
            return WiredLayer.of(
                    ModelNetwork.array(model, node, Matrix.of(model.graph(), node)), hardware, common.seed());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node + ": " + e.getMessage(), e);
        }
    }

    private int layer(Model model) {
        final List<Integer> weighted = model.graph().nodesOf(MatrixKind.class).stream()
                .map(node -> model.graph().position(node.name()))
                .toList();
        if (position != null && !weighted.contains(position)) {
            throw new IllegalArgumentException("--layer: expected the position of a layer with weights, one of "
                    + weighted + ", found " + position);
        }
        return position == null ? weighted.get(0) : position;
    }

    private static String node(Model model, int position) {
        return model.graph().nodes().stream()
                .map(Node::name)
                .filter(name -> model.graph().position(name) == position)
                .findFirst()
                .orElseThrow();
    }

    private Map<Path, byte[]> pictures(boolean single, int at, WiredLayer layer) throws IOException {
        final String name =
                String.format("layer %d (%s) of %s", at, layer.devices().layer().type(), file.getFileName());
        final Map<String, BufferedImage> pictures = new LayerPictures(name, layer).draw();
        final Map<Path, byte[]> files = new LinkedHashMap<>();
        if (single) {
            files.put(out, png(LayerPictures.sheet(new ArrayList<>(pictures.values()))));
            return files;
        }
        for (final Map.Entry<String, BufferedImage> each : pictures.entrySet()) {
            files.put(out.resolve("layer" + at + "-" + each.getKey() + ".png"), png(each.getValue()));
        }
        return files;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private void report(int at, WiredLayer layer, List<Path> files) throws IOException {
        final MemristorArray devices = layer.devices();
        final int connected = sum(devices.mask());
        final long faulty = Arrays.stream(CellFault.values())
                .filter(fault -> fault != CellFault.NONE)
                .mapToLong(devices::faults)
                .sum();
        final double[] drops =
                Arrays.stream(layer.irDrop()).flatMapToDouble(Arrays::stream).toArray();
        final Double mean =
                drops.length == 0 ? null : Arrays.stream(drops).average().getAsDouble();
        final Double most =
                drops.length == 0 ? null : Arrays.stream(drops).max().getAsDouble();
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        report.line("layer %d (%s) on %s", at, devices.layer().type(), array.device());
        report.line("tiles       %s", tiles(layer));
        report.line("connected   %d of %d pairs, %d faulty cells", connected, devices.mask().length, faulty);
        if (mean != null) {
            report.line("IR drop     mean %.2f %%, most %.2f %% of the drive", 100 * mean, 100 * most);
        }
        files.forEach(each -> report.line("wrote       %s", each));
        report.put("layer", at)
                .put("device", array.device())
                .put("tiles", layer.mapping().tiles().size())
                .put("utilisation", layer.mapping().utilisation())
                .put("pairs", devices.mask().length)
                .put("connected", connected)
                .put("faultyCells", faulty)
                .put("irDropMean", mean)
                .put("irDropMost", most)
                .put("files", files.stream().map(Path::toString).toList())
                .end();
    }

    private static String tiles(WiredLayer layer) {
        return String.format(
                java.util.Locale.ROOT,
                "%d of %d x %d cells, %.1f %% used",
                layer.mapping().tiles().size(),
                layer.mapping().geometry().rows(),
                layer.mapping().geometry().columns(),
                100 * layer.mapping().utilisation());
    }

    private static int sum(byte[] mask) {
        int sum = 0;
        for (final byte bit : mask) {
            sum += bit;
        }
        return sum;
    }
}
