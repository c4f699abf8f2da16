package io.memspike.tasks.hardware;

import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import java.io.IOException;
import java.nio.file.Path;

/** Whose columns are looked at, and on what; the components say what they mean. */
public record SumsPlan(
        @Option(label = "FILE", says = "a model file whose weights are 1 and -1", required = true)
        Path model,

        DataChoice data,

        @Option(label = "N", says = "the first N, 0 for all", shown = MOST + ", or all where there are fewer")
        Integer samples,

        @Option(label = "mram", says = "what the weights are programmed onto: cells of two states", otherwise = "mram")
        String device,

        ConverterChoice converters,

        @Option(
                written = true,
                label = "FILE",
                says = "write the table as comma-separated values: `node,true,read,count`")
        Path csv,

        long seed) {
    /** Samples where nobody says how many. */
    public static final int MOST = 100;

    private static final int BITS = 4; // of Jung et al., Nature 601, 211 (2022)

    /** The arrays; 4 bits where converters are not asked for. */
    Hardware hardware() throws IOException {
        return Hardware.IDEAL
                .with(Tiles.of(ArrayGeometry.XNOR))
                .with(Cells.OWN.with(DeviceCatalog.of(device)))
                .with(converters.plan(new ConverterPlan(BITS, 0, 0, ConverterPlan.QUANTILE)));
    }
}
