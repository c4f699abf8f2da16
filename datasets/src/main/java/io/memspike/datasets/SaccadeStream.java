package io.memspike.datasets;

/** The first images of a set in front of the {@link SaccadeCamera}, one after the other without a pause. */
public final class SaccadeStream implements EventSource {
    private final ImageSet images;
    private final int count;

    /**
     * A stream of the first {@code count} images of 28×28 pixels.
     *
     * @throws IllegalArgumentException where there are not so many, or of another size
     */
    public SaccadeStream(ImageSet images, int count) {
        if (images.height() != SaccadeCamera.IMAGE_SIDE || images.width() != SaccadeCamera.IMAGE_SIDE) {
            throw new IllegalArgumentException(images.name() + ": expected images of 28×28 pixels, found "
                    + images.height() + "×" + images.width());
        }
        if (count < 1 || count > images.size()) {
            throw new IllegalArgumentException(
                    "samples: expected 1 to the " + images.size() + " of " + images.name() + ", found " + count);
        }
        this.images = images;
        this.count = count;
    }

    @Override
    public int height() {
        return SaccadeCamera.SHAPE.height();
    }

    @Override
    public int width() {
        return SaccadeCamera.SHAPE.width();
    }

    @Override
    public int recordings() {
        return count;
    }

    @Override
    public long recordingMicros() {
        return SaccadeCamera.DURATION_MICROS;
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public int label(int recording) {
        return images.label(recording);
    }

    @Override
    public void replay(EventVisitor visitor) {
        final SaccadeCamera camera = new SaccadeCamera();
        for (int i = 0; i < count; i++) {
            final long begin = i * SaccadeCamera.DURATION_MICROS;
            camera.stream(
                    images.pixels(), images.offset(i), (micros, x, y, on) -> visitor.onEvent(begin + micros, x, y, on));
        }
    }
}
