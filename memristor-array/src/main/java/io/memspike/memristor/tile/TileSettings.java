package io.memspike.memristor.tile;

import io.memspike.core.LayerSpec;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a network runs on tiles.
 *
 * @param geometry how all tiles are built and driven
 * @param grids the values that inputs can have, by position of the layer; where there is none, those of {@link
 *     InputGrid#into}, or any where pulses may have any width
 * @param readouts what converts each layer's columns
 * @param noise noise of each read
 */
public record TileSettings(ArrayGeometry geometry, Map<Integer, InputGrid> grids, Readouts readouts, ReadNoise noise) {
    /** Gives the converters of a layer. */
    @FunctionalInterface
    public interface Readouts {
        /** All columns are read exactly. */
        Readouts EXACT = (position, layer, mapping) -> ColumnReadout.EXACT;

        /** The converters of the layer at that position, mapped so. */
        ColumnReadout of(int position, LayerSpec.Weighted layer, TileMapping mapping);
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

    /** How the layer at {@code position} runs. */
    public TileSpec layer(List<LayerSpec> layers, int position) {
        final LayerSpec.Weighted layer = (LayerSpec.Weighted) layers.get(position);
        final boolean anyWidth = geometry.drive() instanceof InputDrive.PulseWidth;
        final InputGrid usual = anyWidth ? InputGrid.ANY : InputGrid.into(layers, position);
        return new TileSpec(
                geometry,
                grids.getOrDefault(position, usual),
                readouts.of(position, layer, TileMapping.of(layer, geometry)),
                noise);
    }
}
