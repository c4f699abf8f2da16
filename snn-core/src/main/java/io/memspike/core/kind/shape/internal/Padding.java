package io.memspike.core.kind.shape.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import java.util.Arrays;

/** What enters within the zeros around it, and gradients back. Immutable and thread-safe. */
public final class Padding {
    private final int outputs;
    private final int[] places; // in what leaves, of each element that enters; ascending

    /** Padding from one shape to another of as many channels. */
    public Padding(Shape input, Shape output) {
        final int top = (output.height() - input.height()) / 2;
        final int left = (output.width() - input.width()) / 2;
        this.places = new int[input.size()];
        this.outputs = output.size();
        Arrays.setAll(places, i -> {
            final int position = i / input.channels();
            return output.index(i % input.channels(), top + position / input.width(), left + position % input.width());
        });
    }

    /** Overwrites {@code leaving} (≥ outputs) by {@code entering} (≥ inputs), which is not modified, and zeros around it. */
    public void forth(float[] entering, float[] leaving) {
        Arrays.fill(leaving, 0, outputs, 0f);
        for (int i = 0; i < places.length; i++) {
            leaving[places[i]] = entering[i];
        }
    }

    /** Overwrites {@code leaving} by what {@code entering}, which is not modified, has at each place. */
    public void forth(SpikeList entering, SpikeList leaving) {
        leaving.clear();
        for (int e = 0; e < entering.size(); e++) {
            leaving.add(places[entering.index(e)], entering.value(e));
        }
    }

    /** Overwrites {@code into} (≥ inputs) by ∂L/∂(what entered), from ∂L/∂(what left) (≥ outputs), which is not modified. */
    public void back(float[] gradient, float[] into) {
        for (int i = 0; i < places.length; i++) {
            into[i] = gradient[places[i]];
        }
    }
}
