package io.memspike.serve.digit;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.WorkCounter;
import java.util.ArrayList;
import java.util.List;

/** Notes what one inference does, step by step, and counts its work. */
final class Trail implements Inference.Trace {
    private static final int MOST_COUNT = 255;

    private final EventFrames frames;
    private final ExitPolicy score; // tells the confidence; does not stop
    private final WorkCounter counter;
    private final InferenceWork work;
    private final List<DigitAnswer.Step> steps = new ArrayList<>();
    private final List<Node> layers;
    private long operations;

    Trail(Prepared prepared, EventFrames frames, ExitPolicy score) {
        this.frames = frames;
        this.score = score;
        this.counter = prepared.energy().newCounter();
        this.work = prepared.energy().newWork();
        this.layers = prepared.network().graph().nodesOf(SpikingKind.class);
    }

    @Override
    public void onStep(int t, Session session) {
        counter.count(session, work);
        operations += session.synapticOperations();
        final float[] answer = session.answer().clone();
        final float[] readout = new float[answer.length];
        session.readout(readout);
        final List<byte[]> spikes = new ArrayList<>();
        long count = 0;
        for (final Node layer : layers) {
            final SpikeList active = session.signal(layer.name()).active();
            spikes.add(bits(active, session.shape(layer.name()).size()));
            count += active.size();
        }
        steps.add(new DigitAnswer.Step(
                counts(frames.step(t), frames.shape().size()), spikes, readout, answer, score.score(answer), count));
    }

    List<DigitAnswer.Step> steps() {
        return steps;
    }

    /** Synaptic operations so far. */
    long operations() {
        return operations;
    }

    InferenceWork work() {
        return work;
    }

    /** One bit for each neuron, the first lowest. */
    private static byte[] bits(SpikeList active, int size) {
        final byte[] bits = new byte[(size + Byte.SIZE - 1) / Byte.SIZE];
        for (int e = 0; e < active.size(); e++) {
            final int index = active.index(e);
            bits[index / Byte.SIZE] |= (byte) (1 << index % Byte.SIZE);
        }
        return bits;
    }

    /** Events of each input; more than 255 count as 255, of values between 0 and 1 so many of 255. */
    private static byte[] counts(SpikeList active, int size) {
        final byte[] counts = new byte[size];
        for (int e = 0; e < active.size(); e++) {
            final float value = active.value(e);
            counts[active.index(e)] = (byte) Math.min(MOST_COUNT, Math.round(value < 1 ? value * MOST_COUNT : value));
        }
        return counts;
    }
}
