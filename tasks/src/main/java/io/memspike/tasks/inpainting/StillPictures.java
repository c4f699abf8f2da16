package io.memspike.tasks.inpainting;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import java.util.List;

/**
 * Labelled pictures shown unmoved at every step: a pixel's value is its brightness {@code (x + 1)/2}, black ones are
 * silent. Immutable; for any number of threads.
 */
public final class StillPictures implements EventSamples {
    private final List<Picture> pictures;
    private final Canvas canvas;
    private final int steps;
    private final int classes;

    /**
     * Shows pictures.
     *
     * @param pictures each on the canvas, with a label below {@code classes}
     * @param canvas their size
     * @param steps how often each is shown, at least 1
     * @param classes number of classes
     */
    public StillPictures(List<Picture> pictures, Canvas canvas, int steps, int classes) {
        for (final Picture picture : pictures) {
            if (picture.label() < 0 || picture.label() >= classes) {
                throw new IllegalArgumentException(
                        picture.name() + ": expected a label below " + classes + ", found " + picture.label());
            }
        }
        this.pictures = List.copyOf(pictures);
        this.canvas = canvas;
        this.steps = steps;
        this.classes = classes;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Shape shape() {
        return new Shape(1, canvas.side(), canvas.side());
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int sample) {
        return pictures.get(sample).label();
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(pictures.get(sample).pixels(), into.step(0));
        for (int t = 1; t < steps; t++) {
            into.step(t).copyFrom(into.step(0));
        }
    }

    /** What one step of a picture is. */
    static void load(float[] pixels, SpikeList into) {
        into.clear();
        for (int i = 0; i < pixels.length; i++) {
            final float brightness = (pixels[i] + 1) / 2;
            if (brightness > 0) {
                into.add(i, brightness);
            }
        }
    }
}
