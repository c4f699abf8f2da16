package io.memspike.tasks.analog;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * How right an analogue network is, and what its drivers deliver.
 *
 * @param accuracy share of images classified rightly, in [0, 1]
 * @param powerWatts mean over the images of Σ V·I of all drivers of all crossbars, each image's voltages standing, W
 */
public record AnalogEvaluation(double accuracy, double powerWatts) {
    /**
     * Runs images.
     *
     * @param network to run
     * @param images to run it on
     * @param threads at least 1; changes no bit of the result
     */
    public static AnalogEvaluation of(AnalogNetwork network, CroppedImages images, int threads) {
        final ForkJoinPool pool = new ForkJoinPool(threads);
        final List<AnalogNetwork.Outcome> outcomes;
        try {
            outcomes = pool.submit(() -> IntStream.range(0, images.size())
                            .parallel()
                            .mapToObj(n -> network.run(images.load(n)))
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
        int correct = 0;
        double power = 0;
        for (int n = 0; n < images.size(); n++) {
            correct += outcomes.get(n).answer() == images.label(n) ? 1 : 0;
            power += outcomes.get(n).powerWatts();
        }
        return new AnalogEvaluation((double) correct / images.size(), power / images.size());
    }
}
