package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wire.ColumnPairs;
import io.memspike.memristor.wire.Crossbar;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.SpiceNetlist;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes a tile as a circuit: cells as they are programmed, faulty and aged, with wires, drivers and sense amplifiers. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Export implements Experiment<ExportPlan, ExportResult> {
    @Override
    public String name() {
        return "array export";
    }

    @Override
    public ExportResult run(ExportPlan plan, Run run) throws IOException {
        final Hardware hardware = plan.hardware();
        Checkpoints.requireWritable(plan.spice());
        Checkpoints.requireWritable(plan.crossbar());
        Checkpoints.requireOther(plan.spice(), plan.crossbar());
        Checkpoints.requireNoInput(plan.spice(), plan.model());
        Checkpoints.requireNoInput(plan.crossbar(), plan.model());
        final Model model = ModelNetwork.read(plan.model());
        final Node node = Networks.onArray(plan.model(), model, plan.layer());
        final Matrix matrix = Matrix.of(model.graph(), node.name());
        final TileMapping mapping = TileMapping.of(matrix, hardware.tiles().of(matrix));
        if (plan.tile() < 0 || plan.tile() >= mapping.tiles().size()) {
            throw new IllegalArgumentException(
                    "--tile: expected one of " + mapping.tiles().size() + " tiles from 0 up, found " + plan.tile());
        }
        final CrossbarTile tile = mapping.tiles().get(plan.tile());
        final MemristorArray cells = hardware.cells().of(ModelNetwork.array(model, node.name(), matrix), plan.seed());
        final Crossbar crossbar = crossbar(plan, hardware.wires().lines(), tile.part(ColumnPairs.of(cells)));
        final double[] volts = volts(plan, crossbar.rows());
        if (plan.spice() != null) {
            final StringBuilder netlist = new StringBuilder();
            new SpiceNetlist(crossbar, volts)
                    .write(
                            plan.model().getFileName() + ": node " + node.name() + ", tile " + plan.tile() + " of "
                                    + mapping.tiles().size(),
                            netlist);
            write(plan.spice(), netlist);
        }
        if (plan.crossbar() != null) {
            write(plan.crossbar(), CrossbarFile.text(crossbar, volts));
        }
        return new ExportResult(
                model.graph().position(node.name()),
                plan.tile(),
                mapping.tiles().size(),
                crossbar.rows(),
                crossbar.columns(),
                Arrays.stream(crossbar.cells())
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .count(),
                plan.spice(),
                plan.crossbar());
    }

    private static void write(Path file, CharSequence text) throws IOException {
        WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Crossbar crossbar(ExportPlan plan, LineResistances lines, double[][] siemens) {
        final double[][] ohms = new double[siemens.length][];
        for (int i = 0; i < ohms.length; i++) {
            ohms[i] = Arrays.stream(siemens[i]).map(each -> 1 / each).toArray(); // an open cell has 0 S
        }
        return new Crossbar(ohms, lines.wordWire(), lines.bitWire(), plan.driver(), plan.sense());
    }

    private static double[] volts(ExportPlan plan, int rows) {
        final double[] volts = new double[rows];
        final List<Integer> driven = plan.rows();
        for (final int row : driven) {
            if (row < 0 || row >= rows) {
                throw new IllegalArgumentException("--rows: expected rows of " + rows + " from 0 up, found " + row);
            }
            volts[row] = plan.volts();
        }
        if (driven.isEmpty()) {
            Arrays.fill(volts, plan.volts());
        }
        return volts;
    }
}
