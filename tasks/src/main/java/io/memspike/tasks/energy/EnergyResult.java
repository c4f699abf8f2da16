package io.memspike.tasks.energy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerCounts;
import io.memspike.memristor.energy.LayerEnergy;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What inferences take, means of one, and the array they take it on; the components say what they mean. */
public record EnergyResult(
        @Means(
                "as of `evaluate`, with the early stop; of a network that classifies pixels the share of those that are right; null of an auto-encoder")
        Double accuracy,

        @Means("mean squared error in the hole, in [−1, 1], of an auto-encoder; else null")
        Double holeMse,

        @Means("mean steps until the decision, or until a picture is finished")
        double meanSteps,

        @Means("steps of a sample") int steps,
        ArrayFigures array,

        @Means(
                "on a digital machine: an addition for each synaptic operation; sums without memory and with, and duration")
        DigitalFigures eventDriven,

        @Means("on a digital machine: a multiplication and an addition for every weight at every step")
        DigitalFigures dense,

        @Means("how many times the array's energy that is") DigitalOverArray digitalOverArray,

        @Means("the same of the layers on the array alone") ArrayLayers arrayLayers,

        @Means("share of the converters in `array.joules`, in [0, 1]")
        double adcShare,

        @Means("what the array takes of a chip; null where constants are missing")
        AreaFigures area,

        @Means(
                "constants without which area is not told, by commas, to be given in a file or by `--constant`; null where it is told")
        String missingConstants,

        List<Layer> layers,
        @Means("the same without the early stop") AllSteps allSteps,

        @Means("share of `allSteps.array.joules` that the early stop saves, in [0, 1)")
        double earlyStopSaves,

        @Means("share of the steps that it saves, in [0, 1)")
        double stepsSaved,

        @Means("what programming cost, once; 0 for cells as formed")
        Writes writes,

        @Means("what the figures rest on") List<String> assumptions,

        @Means("number of samples; of tiles, where pixels are classified")
        long samples,

        @Means("kind of the converters, as given") String adc,
        @Means("bits of a conversion, as given") int adcBits,
        @Means("what becomes of silent reads, as given") String silentReads,

        @Means("the constants' file") String constants,
        @Means("the PNG file, or null") Path plot,
        @JsonIgnore Task task,
        @JsonIgnore EnergyRun.Result run,
        @JsonIgnore EnergyModel model) {
    /** What an inference does. */
    public enum Task {
        /** Tells which of some classes a sample is of. */
        CLASSES,
        /** Fills the hole in a picture. */
        HOLES,
        /** Tells of every pixel of a tile which of two classes it is of. */
        PIXELS
    }

    /**
     * The layers on the array, without those in memory.
     *
     * @param joules without memory
     * @param joulesWithMemory with it
     * @param digitalOverArray how many times that digital machines take
     */
    public record ArrayLayers(double joules, double joulesWithMemory, DigitalOverArray digitalOverArray) {
        static ArrayLayers of(EnergyReport energy) {
            return new ArrayLayers(
                    energy.array().joules(), energy.array().joulesWithMemory(), DigitalOverArray.of(energy));
        }
    }

    /** A layer with weights; the components say what they mean. */
    public record Layer(
            @Means("position in the architecture") int layer,
            @Means("type") String type,
            @Means("whether it lies in memory") boolean digital,
            @Means("tiles that it lies on") int tiles,

            @Means("what happens in it; spikes are those that enter, before pooling, or activations that are not zero")
            LayerCounts counts,

            @Means("of one layer, pooling before it, neurons behind it")
            ArrayFigures array,

            @Means("the same on a digital machine") DigitalFigures eventDriven,
            @Means("the same on a digital machine") DigitalFigures dense,

            @Means("what it takes of a chip; 0 of one in memory; null where constants are missing")
            AreaFigures area) {
        static Layer of(LayerEnergy layer) {
            return new Layer(
                    layer.position(),
                    layer.type(),
                    layer.isDigital(),
                    layer.tiles(),
                    layer.counts(),
                    ArrayFigures.of(layer.array()),
                    DigitalFigures.of(layer.eventDriven()),
                    DigitalFigures.of(layer.dense()),
                    AreaFigures.of(layer.area()));
        }
    }

    /**
     * What all steps take.
     *
     * @param array on the array
     * @param eventDriven on a digital machine that follows the spikes
     * @param dense on one that computes every step whole
     */
    public record AllSteps(ArrayFigures array, DigitalFigures eventDriven, DigitalFigures dense) {
        static AllSteps of(EnergyReport energy) {
            return new AllSteps(
                    ArrayFigures.of(energy.array()),
                    DigitalFigures.of(energy.eventDriven()),
                    DigitalFigures.of(energy.dense()));
        }
    }

    /**
     * Programming.
     *
     * @param cells written
     * @param pulses sent
     * @param joules taken
     */
    public record Writes(long cells, long pulses, double joules) {
        static Writes of(Programming writes) {
            return new Writes(writes.cells(), writes.pulses(), writes.joules());
        }
    }

    static EnergyResult of(EnergyPlan plan, Task task, EnergyRun.Result run, EnergyModel model, int steps) {
        final EnergyReport energy = run.stopped();
        return new EnergyResult(
                task == Task.HOLES ? null : run.measured(),
                task == Task.HOLES ? run.measured() : null,
                energy.meanSteps(),
                steps,
                ArrayFigures.of(energy.array()),
                DigitalFigures.of(energy.eventDriven()),
                DigitalFigures.of(energy.dense()),
                DigitalOverArray.of(energy),
                ArrayLayers.of(energy.ofArray()),
                energy.array().adcShare(),
                AreaFigures.of(energy.area()),
                missing(model),
                energy.layers().stream().map(Layer::of).toList(),
                AllSteps.of(run.allSteps()),
                run.saved(),
                run.savedSteps(),
                Writes.of(energy.writes()),
                List.copyOf(model.assumptions()),
                energy.inferences(),
                plan.adc(),
                plan.adcBits(),
                plan.silentReads(),
                model.constants().origin(),
                plan.plot(),
                task,
                run,
                model);
    }

    private static String missing(EnergyModel model) {
        return model.missingOfArea().isEmpty()
                ? null
                : model.missingOfArea().stream().map(EnergyConstant::key).collect(Collectors.joining(", "));
    }
}
