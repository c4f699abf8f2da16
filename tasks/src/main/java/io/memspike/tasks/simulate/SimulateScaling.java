package io.memspike.tasks.simulate;

import com.google.auto.service.AutoService;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.population.PopulationPlan;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One network in many sizes: what a synapse takes, and how many synaptic events a second there are. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class SimulateScaling implements Experiment<SimulateScaling.Plan, SimulateScaling.Result> {
    /** Which network grows. */
    public enum Classic {
        /** {@link Classics#cuba}. */
        CUBA,
        /** {@link Classics#brunel}. */
        BRUNEL;

        private PopulationPlan of(Integer neurons, Integer inputs, long seed) {
            return this == CUBA ? Classics.cuba(neurons, inputs, seed) : Classics.brunel(neurons, inputs, seed);
        }
    }

    /** Which sizes; the components say what they mean. */
    public record Plan(
            @Option(label = "cuba|brunel", says = "which network", otherwise = "brunel")
            Classic network,

            @Option(label = "N,N,…", says = "numbers of neurons", otherwise = "1000,10000,100000,1000000", split = ",")
            List<Integer> neurons,

            @Option(
                    label = "K,K,…",
                    says = "numbers of neurons that each hears, in the mean, for each number of neurons",
                    otherwise = "100",
                    split = ",")
            List<Integer> inputs,

            @Option(label = "S", says = "seconds to simulate of each", otherwise = "0.1")
            double seconds,

            @Option(
                    written = true,
                    label = "FILE",
                    says = "write the table as comma-separated values, named as in JSON")
            Path csv,

            @Option(written = true, label = "FILE", says = "draw synaptic events a second against synapses as PNG")
            Path plot,

            long seed) {
        /** Refuses nothing to do. */
        public Plan {
            neurons = List.copyOf(neurons);
            inputs = List.copyOf(inputs);
            if (neurons.isEmpty() || inputs.isEmpty()) {
                throw new IllegalArgumentException("--neurons, --inputs: expected at least 1 of each, found "
                        + neurons.size() + ", " + inputs.size());
            }
        }
    }

    /** What came out; the components say what they mean. */
    public record Result(
            List<Size> sizes,
            @Means("seconds that were simulated of each") double simulatedSeconds,
            @Means("threads") int threads,
            @Means("`simd` or `scalar`") String kernels,
            @Means("the seed") long seed,
            @Means("the file, or null") Path csv,
            @Means("the file, or null") Path plot) {}

    /** One size; the components say what they mean. */
    public record Size(
            @Means("number of neurons") int neurons,

            @Means("number of neurons that each hears, in the mean, as given")
            int inputs,

            @Means("number of synapses") long synapses,

            @Means("bytes that a synapse takes, tables of its sources included")
            double bytesPerSynapse,

            @Means("seconds for drawing the network") double buildSeconds,
            @Means("seconds for the simulation alone") double wallSeconds,
            @Means("number of spikes") long spikes,

            @Means("synapses that spikes went through, those of outer spikes left out")
            long synapticEvents,

            @Means("synaptic events in a second on the wall")
            double eventsPerSecond) {
        private List<Object> row() {
            return List.of(
                    neurons,
                    inputs,
                    synapses,
                    bytesPerSynapse,
                    buildSeconds,
                    wallSeconds,
                    spikes,
                    synapticEvents,
                    eventsPerSecond);
        }
    }

    private static final List<String> COLUMNS = List.of(
            "neurons",
            "inputs",
            "synapses",
            "bytesPerSynapse",
            "buildSeconds",
            "wallSeconds",
            "spikes",
            "synapticEvents",
            "eventsPerSecond");

    /**
     * A result, to be drawn.
     *
     * @param network what it is of
     * @param result what came out
     */
    public record Drawing(Classic network, Result result) {}

    @Override
    public String name() {
        return "simulate scaling";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final List<PopulationPlan> networks = new ArrayList<>(); // all are checked before any is drawn
        for (final int neurons : plan.neurons()) {
            for (final int inputs : plan.inputs()) {
                networks.add(plan.network().of(neurons, inputs, plan.seed()));
            }
        }
        final int steps = Simulation.steps(networks.get(0), plan.seconds());
        Checkpoints.requireWritable(plan.csv());
        run.requireDrawing(plan.plot());
        Checkpoints.requireOther(plan.csv(), plan.plot());
        final KernelsLookup.Choice kernels = run.choice();
        Simulation.compileLoops(plan.network().of(Classics.SMALL, null, plan.seed()), kernels.kernels(), run);
        final List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            final int inputs = plan.inputs().get(i % plan.inputs().size());
            sizes.add(
                    size(networks.get(i), inputs, Simulation.simulate(networks.get(i), steps, kernels.kernels(), run)));
        }
        if (plan.csv() != null) {
            WholeFile.writeTable(
                    plan.csv(), COLUMNS, sizes.stream().map(Size::row).toList());
        }
        final Result result = new Result(
                sizes,
                steps * networks.get(0).stepMillis() / 1000,
                run.threads(),
                kernels.kernels().name(),
                plan.seed(),
                plan.csv(),
                plan.plot());
        run.draw(plan.plot(), new Drawing(plan.network(), result));
        return result;
    }

    private static Size size(PopulationPlan network, int inputs, Simulation.Done done) {
        return new Size(
                network.neurons(),
                inputs,
                done.synapses(),
                done.bytesPerSynapse(),
                done.buildSeconds(),
                done.wallSeconds(),
                done.spikes().size(),
                done.synapticEvents(),
                done.synapticEvents() / done.wallSeconds());
    }
}
