package io.memspike.tasks.train;

import io.memspike.datasets.segment.Augmentation;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.Mode;
import io.memspike.tasks.SegmentationPlan;
import io.memspike.tasks.TrainingMethod;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.InpaintingMethod;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.ConverterLearning;
import io.memspike.topology.loss.Loss;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Options beside a checkpoint, which says it all: whatever else they ask for would be passed over in silence, and is refused.
 *
 * @param checkpoint the checkpoint, for messages
 */
record Resumption(Path checkpoint) {
    private static final String NOTHING = "{}";

    /** Refuses a classifier's options that are not as it began. */
    void require(TrainClassifyPlan asked, ClassifierPlan begun) {
        final TrainClassifyPlan usual = Plans.read(NOTHING, TrainClassifyPlan.class);
        same("--dataset", asked.dataset(), usual.dataset(), begun.dataset());
        same("--network", asked.network(), usual.network(), begun.network());
        same("--samples", asked.samples(), usual.samples(), begun.samples());
        final boolean isDrawn = begun.part() != null && begun.part().drawn() != null;
        final int split = isDrawn ? begun.part().drawn().of() : Math.max(1, begun.samples());
        same(
                "--skip, --mix, --held, --fold, --from",
                asked.part().of(begun.heldOut(), split),
                usual.part().of(begun.heldOut(), split),
                begun.part());
        same("--hold-out", asked.holdOut(), null, begun.heldOut());
        same("--epochs", asked.epochs(), usual.epochs(), begun.epochs());
        same("--loss", Loss.of(asked.loss()), Loss.of(usual.loss()), begun.loss());
        same("--batch", asked.batch(), null, begun.batch());
        same("--learning-rate", asked.learningRate(), null, begun.learningRate());
        same("--weight-decay", asked.weightDecay(), null, begun.weightDecay());
        same("--spike-penalty", asked.spikePenalty(), usual.spikePenalty(), begun.spikePenalty());
        same("--seed", asked.seed(), usual.seed(), begun.seed());
        same(asked.learning(), usual.learning(), begun.mode(), begun.sparsity());
        same(
                asked.method()
                        .of()
                        .withChips(asked.trainChips())
                        .withReform(asked.reform())
                        .withTeaching(asked.teaching().of()),
                begun.method() == null ? TrainingMethod.USUAL : begun.method());
        final ConverterPlan through = begun.converters() == null ? ConverterPlan.EXACT : begun.converters();
        same("--adc-bits, --dac-bits", asked.converters().plan(through), through, through);
        same(
                "--adc-scales, --adc-draws",
                asked.converterLearning().of(),
                ConverterLearning.USUAL,
                begun.converterLearning() == null ? ConverterLearning.USUAL : begun.converterLearning());
    }

    /** Refuses options of a training on patches that are not as it began. */
    void require(TrainPrunePlan asked, SegmentationPlan begun) {
        final TrainPrunePlan usual = Plans.read(NOTHING, TrainPrunePlan.class);
        final VesselOptions vessels = asked.vessels();
        final Augmentation augmentation = vessels.augmentation();
        same("--dataset", asked.dataset(), usual.dataset(), TrainPrunePlan.VESSELS);
        same(
                "--network, --base, --depth",
                asked.network() == null ? vessels.sized(NetworkSource.UNET) : asked.trained(),
                NetworkSource.UNET,
                begun.network());
        same("--samples", asked.samples(), usual.samples(), begun.images());
        same("--hold-out", asked.holdOut(), null, begun.heldOut());
        same("--patches", vessels.patches(), null, begun.patches());
        same("--patch-size", vessels.patchSize(), null, begun.patchSize());
        same("--upright, --bend, --brightness", augmentation, usual.vessels().augmentation(), begun.augmentation());
        same("--epochs", asked.epochs(), null, begun.epochs());
        same("--batch", asked.batch(), null, begun.batch());
        same("--learning-rate", asked.learningRate(), null, begun.learningRate());
        same("--weight-decay", asked.weightDecay(), null, begun.weightDecay());
        same("--seed", asked.seed(), usual.seed(), begun.seed());
        same(asked.learning(), usual.learning(), begun.mode(), begun.sparsity());
        same(asked.method().of(), begun.method() == null ? TrainingMethod.USUAL : begun.method());
    }

    /** Refuses an auto-encoder's options that are not as it began. */
    void require(TrainInpaintPlan asked, InpaintingPlan begun) {
        final TrainInpaintPlan usual = Plans.read(NOTHING, TrainInpaintPlan.class);
        final String network = begun.network() == null ? AutoEncoder.PRIME : begun.network();
        same("--dataset", asked.dataset(), usual.dataset(), begun.dataset());
        same("--network", asked.network(), usual.network(), network);
        same("--samples", asked.samples(), usual.samples(), begun.samples());
        same("--epochs", asked.epochs(), usual.epochs(), begun.epochs());
        same("--batch", asked.batch(), null, begun.batch());
        same("--learning-rate", asked.learningRate(), null, begun.learningRate());
        same("--steps", asked.filling().steps(), null, begun.steps());
        same(asked.filling().of(), begun.method() == null ? InpaintingMethod.USUAL : begun.method());
        same("--seed", asked.seed(), usual.seed(), begun.seed());
        same(asked.learning(), usual.learning(), begun.mode(), begun.sparsity());
    }

    private void same(LearningOptions asked, LearningOptions usual, Mode mode, double sparsity) {
        same("--mode", Mode.of(asked.mode()), Mode.of(usual.mode()), mode);
        same("--sparsity", asked.sparsity(), null, sparsity);
    }

    private void same(InpaintingMethod asked, InpaintingMethod begun) {
        same("--hole-share", asked.holeShare(), null, begun.holeShare());
        same("--divergence", asked.divergence(), null, begun.divergence());
        same("--holes", asked.holes(), null, begun.holes());
        same("--hold-out", asked.heldOut(), null, begun.heldOut());
        same("--keep", asked.keep(), null, begun.keep());
        same("--shift", asked.shift(), null, begun.shift());
    }

    private void same(TrainingMethod asked, TrainingMethod begun) {
        same("--keep", asked.keep(), null, begun.keep());
        same("--optimiser, --momentum", asked.optimiser(), null, begun.optimiser());
        same("--surrogate", asked.surrogate(), null, begun.surrogate());
        same("--hysteresis", asked.hysteresis(), null, begun.hysteresis());
        same("--train-chips", asked.chips(), null, begun.chips());
        same("--reform", asked.reform(), null, begun.reform());
        same("--scores", asked.scores(), null, begun.scores());
        same("--teacher", asked.teaching(), null, begun.teaching());
    }

    private void same(String option, Object asked, Object usual, Object begun) {
        if (!Objects.equals(asked, usual) && !Objects.equals(asked, begun)) {
            throw new IllegalArgumentException(option + ": expected " + (begun == null ? "nothing" : begun) + ", as "
                    + checkpoint + " says, found " + asked);
        }
    }
}
