package io.memspike.app.array;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What was drawn; the components say what they mean. */
record ShowResult(
        @Means("position of the layer") int layer,
        @Means("as given") String device,
        @Means("number of tiles") int tiles,

        @Means("the share of their cells in use, in (0, 1]") double utilisation,

        @Means("pairs of cells") int pairs,
        @Means("how many are not pruned") int connected,

        @Means("cells with any fault, pruned ones too") long faultyCells,

        @Means("share of the drive that wires keep from cells while all rows are driven; null without wires")
        Double irDropMean,

        @Means("the largest such share; null without wires") Double irDropMost,
        @Means("what was written") List<Path> files,
        @JsonIgnore WiredLayer drawn) {
    static ShowResult of(int position, String device, WiredLayer layer, List<Path> files) {
        final MemristorArray cells = layer.devices();
        int connected = 0;
        for (final byte bit : cells.mask()) {
            connected += bit;
        }
        final DoubleSummaryStatistics drops =
                Arrays.stream(layer.irDrop()).flatMapToDouble(Arrays::stream).summaryStatistics();
        return new ShowResult(
                position,
                device,
                layer.mapping().tiles().size(),
                layer.mapping().utilisation(),
                cells.mask().length,
                connected,
                Arrays.stream(CellFault.values())
                        .filter(fault -> fault != CellFault.NONE)
                        .mapToLong(cells::faults)
                        .sum(),
                drops.getCount() == 0 ? null : drops.getAverage(),
                drops.getCount() == 0 ? null : drops.getMax(),
                files,
                layer);
    }
}
