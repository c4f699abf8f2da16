package io.memspike.tasks.inpainting;

import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.WorkCounter;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.inpainting.picture.Picture;
import java.util.List;
import java.util.function.IntConsumer;

/** Energy of filling holes in pictures, with early stop and without. */
public final class InpaintingEnergy {
    private final AutoEncoderNetwork network;
    private final Inpainting.Settings settings;
    private final List<Picture> pictures;
    private final EnergyRun run;

    /**
     * An evaluation.
     *
     * @param network the auto-encoder
     * @param model energy of {@link AutoEncoder#inpainting}'s layers
     * @param settings hole, seed and threads, and when a picture is finished; without a stop all steps are run
     * @param pictures at least one
     * @param progress told the number of pictures done, now and then, by any thread, but one at a time
     */
    public InpaintingEnergy(
            AutoEncoderNetwork network,
            EnergyModel model,
            Inpainting.Settings settings,
            List<Picture> pictures,
            IntConsumer progress) {
        this.network = network;
        this.settings = settings;
        this.pictures = List.copyOf(pictures);
        this.run = new EnergyRun(model, pictures.size(), settings.threads(), progress);
    }

    /** Counts every picture, and measures the mean squared error inside its hole, in [−1, 1]. */
    public EnergyRun.Result run() {
        return run.run(Worker::new);
    }

    /** One thread's session and counter. */
    private final class Worker implements EnergyRun.Inference {
        private final PictureSession session = network.newSession();
        private final WorkCounter counter = run.model().newCounter();
        private final float[] shown = new float[network.spec().image().size()];
        private final PictureStop.Watch watch =
                settings.stop() == null ? null : settings.stop().watch(settings.hole());

        @Override
        public double run(int number, InferenceWork used, InferenceWork spared) {
            final float[] picture = pictures.get(number).pixels();
            session.begin(settings.hole().cut(picture), Inpainting.seed(settings.seed(), number));
            if (watch != null) {
                watch.begin();
            }
            boolean isFinished = false;
            double error = 0;
            while (session.steps() < network.spec().steps()) {
                session.step();
                counter.count(session.current(), isFinished ? spared : used);
                if (!isFinished) {
                    session.reconstruction(shown);
                    error = settings.hole().meanSquaredError(picture, shown);
                    isFinished = watch != null && watch.isFinished(shown);
                }
            }
            return error;
        }
    }
}
