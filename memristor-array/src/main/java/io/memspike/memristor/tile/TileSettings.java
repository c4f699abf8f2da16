package io.memspike.memristor.tile;

import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.Map;
import java.util.Objects;

/**
 * How a network runs on tiles.
 *
 * @param geometry how all tiles are built and driven
 * @param grids the values that inputs can have, by name of the node; where there is none, those of {@link
 *     InputGrid#into}, or any where pulses may have any width
 * @param readouts what converts each layer's columns
 * @param noise noise of each read
 */
public record TileSettings(ArrayGeometry geometry, Map<String, InputGrid> grids, Readouts readouts, ReadNoise noise) {
    /** Gives the converters of a layer. */
    @FunctionalInterface
    public interface Readouts {
        /** All columns are read exactly. */
        Readouts EXACT = (node, matrix, mapping) -> ColumnReadout.EXACT;

        /** The converters of a node, mapped so. */
        ColumnReadout of(String node, Matrix matrix, TileMapping mapping);
    }

    public TileSettings {
        grids = Map.copyOf(grids);
        Objects.requireNonNull(geometry);
        Objects.requireNonNull(readouts);
        Objects.requireNonNull(noise);
    }

    /** Exact conversion, no noise, inputs as the layers before give them. */
    public static TileSettings ideal(ArrayGeometry geometry) {
        return new TileSettings(geometry, Map.of(), Readouts.EXACT, ReadNoise.NONE);
    }

    /** The same with other converters. */
    public TileSettings with(Readouts other) {
        return new TileSettings(geometry, grids, other, noise);
    }

    /** The same with other noise. */
    public TileSettings with(ReadNoise other) {
        return new TileSettings(geometry, grids, readouts, other);
    }

    /** How a node runs. */
    public TileSpec of(Graph graph, String node) {
        final Matrix matrix = Matrix.of(graph, node);
        final boolean anyWidth = geometry.drive() instanceof InputDrive.PulseWidth;
        final InputGrid usual = anyWidth ? InputGrid.ANY : InputGrid.into(graph, node);
        return new TileSpec(
                geometry,
                grids.getOrDefault(node, usual),
                readouts.of(node, matrix, TileMapping.of(matrix, geometry)),
                noise);
    }
}
