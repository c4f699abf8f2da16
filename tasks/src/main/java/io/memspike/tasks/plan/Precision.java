package io.memspike.tasks.plan;

import io.memspike.core.file.Model;
import io.memspike.tasks.EightBits;

/** What weights are, and what they add up in. */
public enum Precision {
    /** Single precision. */
    FLOAT,
    /** Weights in 8 bits, sums in whole numbers. */
    INT8;

    /** What a model runs in as its file says. */
    public static Precision of(Model model) {
        return EightBits.of(model) == null ? FLOAT : INT8;
    }

    /**
     * A model to be run in a precision: in 8 bits rounded, each output channel with a scale of its own, unless it is rounded already.
     *
     * @param asked null for what its file says
     */
    public static Model apply(Precision asked, Model model) {
        if (asked == null || asked == of(model)) {
            return model;
        }
        return asked == INT8 ? EightBits.COLUMN.round(model) : EightBits.floating(model);
    }
}
