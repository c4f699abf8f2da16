package io.memspike.tasks.hardware;

import io.memspike.memristor.hardware.Hardware;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which tile is written as a circuit; the components say what they mean, and are null where nothing is asked for. */
public record ExportPlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        @Option(label = "L", says = "position of a layer with weights in the model", shown = "the first")
        Integer layer,

        @Option(label = "T", says = "number of the tile in its layer, from 0 up", otherwise = "0")
        int tile,

        @Option(written = true, label = "FILE", says = "write the tile as a netlist of SPICE")
        Path spice,

        @Option(written = true, label = "FILE", says = "write it as JSON that `array solve` reads")
        Path crossbar,

        @Option(label = "V", says = "voltage of the rows that are driven; the others have 0 V", otherwise = "0.2")
        double volts,

        @Option(label = "ROW", says = "which rows of the tile are driven, from 0 up", split = ",", shown = "all")
        List<Integer> rows,

        @Option(label = "OHM", says = "output resistance of each driver", otherwise = "0")
        double driver,

        @Option(label = "OHM", says = "input resistance of each sense amplifier", otherwise = "0")
        double sense,

        ArrayChoice array,
        long seed) {
    /** Refuses what writes nothing, and no voltage. */
    public ExportPlan {
        rows = rows == null ? List.of() : List.copyOf(rows);
        if (spice == null && crossbar == null) {
            throw new IllegalArgumentException("--spice, --crossbar: expected a file to write, found none");
        }
        if (!Double.isFinite(volts)) {
            throw new IllegalArgumentException("--volts: expected a finite voltage, found " + volts);
        }
    }

    /** The array, of columns that add up currents and cells that stand still. */
    Hardware hardware() throws IOException {
        final Hardware hardware = array.uncompensated();
        if (!hardware.tiles().geometry().signs().addsCurrents()) {
            throw new IllegalArgumentException(
                    "--sums: expected currents, as a netlist of cells side by side adds up," + " found resistances");
        }
        if (hardware.cells().ownNoise()) {
            throw new IllegalArgumentException("--device-noise: expected cells without it, as a netlist has one"
                    + " resistance for each, found some");
        }
        return hardware;
    }
}
