package io.memspike.tasks.segment;

import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.run.Session;
import io.memspike.datasets.segment.TileSamples;
import io.memspike.tasks.EnergyEvaluation;

/**
 * Of tiles, how many of the pixels that count a network takes for what they are: the mean of all tiles is the share of their
 * pixels. Thread-safe.
 */
public final class PixelAccuracy implements EnergyEvaluation.Worth {
    private static final int CLASSES = 2;

    private final TileSamples tiles;
    private final double each; // what a pixel is worth

    /**
     * Of the tiles of images.
     *
     * @param data the images
     * @param tile what the network sees
     */
    public PixelAccuracy(SegmentationData data, Shape tile) {
        tiles = data.plainTiles(tile);
        final Target target = new Target();
        long counted = 0;
        for (int i = 0; i < tiles.size(); i++) {
            counted += counted(target(i, target));
        }
        each = counted == 0 ? 0 : (double) tiles.size() / counted;
    }

    private float[] target(int sample, Target room) {
        room.clear();
        tiles.target(sample, room);
        return room.values(tiles.shape().size());
    }

    private static int counted(float[] targets) {
        int counted = 0;
        for (final float target : targets) {
            counted += target == Target.NOT_COUNTED ? 0 : 1;
        }
        return counted;
    }

    @Override
    public double of(int sample, Session session) {
        final float[] targets = target(sample, new Target());
        final float[] answer = session.answer(); // channel-last
        int right = 0;
        for (int i = 0; i < targets.length; i++) {
            final int said = answer[CLASSES * i + 1] >= answer[CLASSES * i] ? 1 : 0; // probability 0.5 is a vessel
            right += targets[i] == said ? 1 : 0;
        }
        return each * right;
    }
}
