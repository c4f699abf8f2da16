package io.memspike.tasks.energy;

import io.memspike.memristor.area.ArrayArea;
import io.memspike.tasks.experiment.Means;

/** What arrays take of a chip; the components say what they mean. */
public record AreaFigures(
        @Means("cells of whole tiles") double cellsSquareMetres,

        @Means("what turns inputs into pulses and drives rows")
        double driversSquareMetres,

        @Means("converters of columns") double convertersSquareMetres,

        @Means("adders of converted numbers, adders and multipliers of neurons")
        double digitalSquareMetres,

        @Means("what neurons keep") double memorySquareMetres,
        @Means("sum") double squareMetres) {
    /** The same of what was laid out; null of null. */
    static AreaFigures of(ArrayArea area) {
        return area == null
                ? null
                : new AreaFigures(
                        area.cells(),
                        area.drivers(),
                        area.converters(),
                        area.digital(),
                        area.memory(),
                        area.squareMetres());
    }
}
