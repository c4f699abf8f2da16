package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;

/**
 * Binned samples as a stream: every event of a bin comes at the first microsecond of that bin, in row-major order, OFF
 * before ON; where within the bin it was is not in the file.
 */
public final class BinnedStream implements EventSource {
    private final Samples samples;
    private final int count;
    private final long binMicros;

    /**
     * A stream of the first {@code count} samples.
     *
     * @param samples of two channels
     * @param count from 1 to their number
     * @param binMicros width of a bin, at least 1
     */
    public BinnedStream(Samples samples, int count, long binMicros) {
        if (samples.shape().channels() != 2) {
            throw new IllegalArgumentException("events: expected 2 channels, found " + samples.shape());
        }
        if (count < 1 || count > samples.size() || binMicros < 1) {
            throw new IllegalArgumentException("samples: expected 1 to " + samples.size()
                    + " and bins of at least 1 µs, found " + count + " and " + binMicros + " µs");
        }
        this.samples = samples;
        this.count = count;
        this.binMicros = binMicros;
    }

    @Override
    public int height() {
        return samples.shape().height();
    }

    @Override
    public int width() {
        return samples.shape().width();
    }

    @Override
    public int recordings() {
        return count;
    }

    @Override
    public long recordingMicros() {
        return samples.steps() * binMicros;
    }

    @Override
    public int classes() {
        return samples.classes();
    }

    @Override
    public int label(int recording) {
        return samples.label(recording);
    }

    @Override
    public void replay(EventVisitor visitor) {
        final EventFrames frames = EventFrames.of(samples);
        final int width = width();
        for (int i = 0; i < count; i++) {
            samples.load(i, frames);
            for (int t = 0; t < frames.steps(); t++) {
                final SpikeList bin = frames.step(t);
                final long micros = i * recordingMicros() + t * binMicros;
                for (int e = 0; e < bin.size(); e++) {
                    final int position = bin.index(e) / 2;
                    for (int left = (int) bin.value(e); left > 0; left--) {
                        visitor.onEvent(micros, position % width, position / width, bin.index(e) % 2 == 1);
                    }
                }
            }
        }
    }
}
