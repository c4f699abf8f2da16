package io.memspike.datasets.encode.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.SamplesOf;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;

/**
 * Images before the saccade camera, varied in training: what an image becomes follows from seed, epoch and image, in float32, the same
 * bits on any JDK. Safe for any number of threads, each with frames of its own; a load allocates nothing
 * after a thread's first.
 */
final class VariedSaccades extends SamplesOf {
    private static final int SIDE = SaccadeCamera.IMAGE_SIDE;
    private static final float MIDDLE = (SIDE - 1) / 2f;
    private static final float TURN = 0.17f; // radians, 10°; like the others, either way at vary = 1
    private static final float STRETCH = 0.1f;
    private static final float SHIFT = 1.5f; // pixels

    private final CameraSamples plain;
    private final float vary;
    private final long seed;
    private final ThreadLocal<Room> rooms;

    /** One thread's. */
    private static final class Room {
        private final SaccadeCamera camera;
        private final byte[] varied = new byte[SIDE * SIDE];

        Room(Kernels kernels) {
            camera = new SaccadeCamera(kernels);
        }
    }

    VariedSaccades(ImageSet images, int steps, float vary, long seed) {
        this(
                new CameraSamples(images, steps),
                vary,
                RandomStream.of(seed, "varied saccades").nextLong(),
                new ScalarKernels());
    }

    private VariedSaccades(CameraSamples plain, float vary, long seed, Kernels kernels) {
        super(plain.images(), SaccadeCamera.SHAPE, plain.steps());
        this.plain = plain;
        this.vary = vary;
        this.seed = seed;
        this.rooms = ThreadLocal.withInitial(() -> new Room(kernels));
    }

    @Override
    public VariedSaccades with(Kernels kernels) {
        return new VariedSaccades(plain.with(kernels), vary, seed, kernels);
    }

    @Override
    public void load(int sample, EventFrames into) {
        plain.load(sample, into);
    }

    @Override
    public void loadStep(int sample, int t, EventFrames into) {
        plain.loadStep(sample, t, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        if (epoch == 0 || vary == 0) {
            plain.load(sample, into);
            return;
        }
        into.requireFit(this);
        final Room room = rooms.get();
        final ImageSet images = plain.images();
        vary(
                images.pixels(),
                images.offset(sample),
                RandomStream.draw(RandomStream.draw(seed, epoch), sample),
                room.varied);
        room.camera.record(room.varied, 0, into);
    }

    private void vary(byte[] pixels, int offset, long draw, byte[] into) {
        final float turn = either(draw, 0, TURN);
        final float slant = either(draw, 1, TURN);
        final float wide = 1 + either(draw, 2, STRETCH);
        final float high = 1 + either(draw, 3, STRETCH);
        final float across = MIDDLE + either(draw, 4, SHIFT);
        final float down = MIDDLE + either(draw, 5, SHIFT);
        for (int row = 0, i = 0; row < SIDE; row++) {
            final float y = row - MIDDLE;
            for (int column = 0; column < SIDE; column++, i++) {
                final float x = column - MIDDLE;
                into[i] = (byte) Math.round(
                        ink(pixels, offset, wide * x + (turn + slant) * y + across, high * y - turn * x + down));
            }
        }
    }

    /** Uniform in ± vary · most. */
    private float either(long draw, int number, float most) {
        return vary * most * (float) (2 * RandomStream.drawDouble(draw, number) - 1);
    }

    /** Of an image at a place between its pixels; beside it all is black. */
    private static float ink(byte[] pixels, int offset, float column, float row) {
        if (!(column > -1 && row > -1 && column < SIDE && row < SIDE)) {
            return 0;
        }
        final int x = (int) (column + 1) - 1; // rounded down from −1 on
        final int y = (int) (row + 1) - 1;
        final float right = column - x;
        final float below = row - y;
        final float upper = pixel(pixels, offset, x, y) * (1 - right) + pixel(pixels, offset, x + 1, y) * right;
        final float lower = pixel(pixels, offset, x, y + 1) * (1 - right) + pixel(pixels, offset, x + 1, y + 1) * right;
        return upper * (1 - below) + lower * below;
    }

    private static int pixel(byte[] pixels, int offset, int x, int y) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : pixels[offset + y * SIDE + x] & 0xff;
    }
}
