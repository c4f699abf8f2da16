package io.memspike.memristor.converter.internal;

import io.memspike.core.SpikeList;
import io.memspike.memristor.converter.Dac;

/** A {@link Dac} at work: turns inputs into what the rows are driven with. Immutable and thread-safe. */
public final class DacDriver {
    private final float[] levels; // by code, from the lowest
    private final double codesPerUnit;
    private final int lowest;
    private final int highest;

    /**
     * Puts a converter to work.
     *
     * @param dac what it is like
     * @param fullScale value of the highest code, above 0
     */
    public DacDriver(Dac dac, double fullScale) {
        if (!(fullScale > 0 && fullScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("DAC: expected a finite full scale above 0, found " + fullScale);
        }
        lowest = dac.lowestCode();
        highest = dac.highestCode();
        codesPerUnit = highest / fullScale;
        levels = new float[highest - lowest + 1];
        for (int code = lowest; code <= highest; code++) {
            levels[code - lowest] = (float) (dac.curve().at((double) code / highest) * fullScale);
        }
    }

    /** The level that stands for a value. */
    public float drive(float value) {
        final double code = Math.floor(value * codesPerUnit + 0.5);
        return levels[(int) Math.min(highest, Math.max(lowest, code)) - lowest];
    }

    /**
     * The levels that stand for one step's inputs; those of level 0 drop out.
     *
     * @param inputs active inputs. Not modified.
     * @param driven of the same capacity. Becomes the driven rows.
     */
    public void drive(SpikeList inputs, SpikeList driven) {
        driven.clear();
        for (int e = 0; e < inputs.size(); e++) {
            final float level = drive(inputs.value(e));
            if (level != 0f) {
                driven.add(inputs.index(e), level);
            }
        }
    }
}
