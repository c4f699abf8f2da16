package io.memspike.tasks.analog;

import io.memspike.core.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Trains a network of binary weights and sigmoid neurons by straight-through gradients and Adam. A batch is cut into
 * parts of fixed size whose gradients are added in order, so the bits do not depend on the number of threads.
 */
public final class BinaryTrainer implements AutoCloseable {
    private static final int PARTS = 8; // of a batch

    /** What a training tells about itself. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after some updates.
         *
         * @param images seen so far, over all epochs
         * @param loss mean of this epoch
         * @param accuracy share of right answers in this epoch, in [0, 1]
         */
        void at(long images, double loss, double accuracy);
    }

    private final CroppedImages images;
    private final BinaryTraining plan;
    private final List<LatentLayer> layers = new ArrayList<>();
    private final List<BinaryPass> passes = new ArrayList<>();
    private final ExecutorService executor;
    private final int[] order;
    private long step;
    private double loss;
    private int correct;

    /**
     * A network to be trained.
     *
     * @param images to learn from
     * @param sizes neurons of each layer, inputs first
     * @param plan how to learn
     * @param threads at least 1; changes no bit of the result
     */
    public BinaryTrainer(CroppedImages images, List<Integer> sizes, BinaryTraining plan, int threads) {
        this.images = images;
        this.plan = plan;
        for (int l = 0; l + 1 < sizes.size(); l++) {
            layers.add(
                    new LatentLayer(sizes.get(l), sizes.get(l + 1), RandomStream.of(plan.seed(), "binary weights", l)));
        }
        for (int part = 0; part < PARTS; part++) {
            passes.add(new BinaryPass(layers));
        }
        executor = Executors.newFixedThreadPool(threads, work -> {
            final Thread thread = new Thread(work, "memspike-binary-trainer");
            thread.setDaemon(true);
            return thread;
        });
        order = new int[images.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /** Trains for all epochs and gives the network. */
    public List<BinaryLayer> train(Progress progress) {
        final int batches = (order.length + plan.batch() - 1) / plan.batch();
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            RandomStream.of(plan.seed(), "binary order", epoch).shuffle(order);
            loss = 0;
            correct = 0;
            for (int b = 0; b < batches; b++) {
                final int from = b * plan.batch();
                final int to = Math.min(from + plan.batch(), order.length);
                update(epoch, from, to, (double) plan.epochs() * batches);
                progress.at((long) epoch * order.length + to, loss / to, (double) correct / to);
            }
        }
        return layers.stream().map(LatentLayer::layer).toList();
    }

    private void update(int epoch, int from, int to, double updates) {
        final List<Callable<Void>> work = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            final BinaryPass pass = passes.get(part);
            final int first = from + (to - from) * part / PARTS;
            final int last = from + (to - from) * (part + 1) / PARTS;
            work.add(() -> {
                pass.clear();
                for (int k = first; k < last; k++) {
                    load(epoch, order[k], pass.inputs());
                    pass.add(images.label(order[k]));
                }
                return null;
            });
        }
        run(work);
        final double rate = plan.learningRate() * 0.5 * (1 + StrictMath.cos(Math.PI * step / updates));
        step++;
        for (int l = 0; l < layers.size(); l++) {
            final float[] gradient = passes.get(0).gradients[l];
            final float[] gainGradient = new float[1];
            for (int part = 0; part < PARTS; part++) {
                final float[] more = passes.get(part).gradients[l];
                for (int k = 0; k < gradient.length && part > 0; k++) {
                    gradient[k] += more[k];
                }
                gainGradient[0] += passes.get(part).gainGradients[l];
            }
            layers.get(l).update(gradient, gainGradient, step, rate); // Adam does not mind that it is a sum, not a mean
        }
        for (final BinaryPass pass : passes) {
            loss += pass.loss;
            correct += pass.correct;
        }
    }

    private void load(int epoch, int image, float[] inputs) {
        if (plan.shift() == 0) {
            images.load(image, 0, 0, inputs);
            return;
        }
        final RandomStream random = RandomStream.of(plan.seed(), "binary shift", epoch, image);
        final int span = 2 * plan.shift() + 1;
        final int down = random.nextInt(span) - plan.shift();
        images.load(image, down, random.nextInt(span) - plan.shift(), inputs);
    }

    private void run(List<Callable<Void>> work) {
        try {
            for (final var part : executor.invokeAll(work)) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
