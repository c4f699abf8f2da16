package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;

/** What entered in the last steps as one list, the latest first: a delay for each connection is then a place in it. */
final class DelayLine extends Conversion {
    private final SpikeList[] past; // a ring
    private final int size;
    private int at; // where the step at hand is kept

    DelayLine(Signal from, int most) {
        super(from, Signal.ofActive(behind(from.shape(), most + 1)));
        this.size = from.shape().size();
        this.past = new SpikeList[most + 1];
        for (int i = 0; i < past.length; i++) {
            past[i] = new SpikeList(size);
        }
    }

    private static Shape behind(Shape shape, int steps) {
        return new Shape(shape.channels(), Math.multiplyExact(shape.height(), steps), shape.width());
    }

    @Override
    public void reset(long sample) {
        for (final SpikeList list : past) {
            list.clear();
        }
        at = 0;
    }

    @Override
    int positions() {
        return output.shape().positions();
    }

    @Override
    void convert() {
        past[at].copyFrom(from.active());
        final SpikeList all = output.active();
        all.clear();
        int slot = at;
        for (int delay = 0; delay < past.length; delay++) {
            all.append(past[slot], delay * size);
            slot = slot == 0 ? past.length - 1 : slot - 1;
        }
        at = at == past.length - 1 ? 0 : at + 1;
        output.setFresh(true);
    }

    @Override
    public boolean isStateless() {
        return false;
    }
}
