package io.memspike.tasks.nir;

import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.interchange.nir.Discretisation;
import io.memspike.interchange.nir.Discretisation.Tool;
import io.memspike.interchange.nir.NirGraph;
import io.memspike.tasks.experiment.Option;
import java.util.List;
import java.util.Locale;

/**
 * How continuous time becomes steps; null for what is as the tool has it.
 *
 * @param dt time step
 * @param as a tool
 * @param integrator how equations become steps
 * @param reset of what fires
 * @param spikes in a step
 * @param start of potentials
 * @param lower bound of potentials of IF
 */
public record NirTime(
        @Option(
                label = "S",
                says = "time step in seconds; of files that count time in steps, as Sinabs' do, 1",
                shown = "the file's, where Memspike wrote it")
        Double dt,

        @Option(
                label = "nir|norse|snntorch|sinabs|nengo|lava",
                says =
                        "as the [importer](nir.md#what-files-leave-open) of this tool does it, but for what is given beside",
                shown = "the file's, where Memspike wrote it, or nir")
        String as,

        @Option(label = "euler|exponential|exact", says = "how equations become steps", shown = "the tool's")
        String integrator,

        @Option(
                label = "zero|value|subtract",
                says = "what becomes of a potential that fires: 0, `v_reset`, or less by the threshold",
                shown = "the tool's")
        String reset,

        @Option(label = "one|many", says = "how often a neuron may fire in a step", shown = "the tool's")
        String spikes,

        @Option(label = "zero|leak", says = "where potentials begin: at 0, or at `v_leak`", shown = "the tool's")
        String start,

        @Option(
                label = "none|threshold",
                says = "how far down potentials of IF go: on and on, or to the opposite of the threshold",
                shown = "the tool's")
        String lower) {
    /** Refuses what is none. */
    public NirTime {
        if (dt != null && !(dt.floatValue() > 0 && Float.isFinite(dt.floatValue()))) {
            throw new IllegalArgumentException("--dt: expected a time above 0, found " + dt);
        }
        of(Discretisation.of(1f), as, integrator, reset, spikes, start, lower);
    }

    /**
     * As the library has it: as the file says where Memspike wrote it, else as NIR has it, but for what is given here.
     *
     * @throws IllegalArgumentException where neither says how long a step is
     */
    public Discretisation discretisation(NirGraph graph) {
        final Discretisation said = graph.discretisation().orElse(null);
        if (dt == null && said == null) {
            throw new IllegalArgumentException(
                    "--dt: expected a time step in seconds, as " + graph.file() + " does not say one, found none");
        }
        final float step = dt == null ? said.dt() : dt.floatValue();
        final Discretisation usual = said == null ? Discretisation.of(step) : said.with(step);
        return of(usual, as, integrator, reset, spikes, start, lower);
    }

    private static Discretisation of(
            Discretisation usual,
            String as,
            String integrator,
            String reset,
            String spikes,
            String start,
            String lower) {
        final Tool named = choice("--as", as, List.of(Tool.values()), null);
        final Discretisation tool = named == null ? usual : Discretisation.as(named, usual.dt());
        return tool.with(choice("--integrator", integrator, List.of(Integration.values()), tool.integrator()))
                .with(choice("--reset", reset, List.of(Reset.ZERO, Reset.VALUE, Reset.SUBTRACT), tool.reset()))
                .with(choice("--spikes", spikes, List.of(Spikes.values()), tool.spikes()))
                .with(choice("--start", start, List.of(Start.ZERO, Start.LEAK), tool.start()))
                .with(choice("--lower", lower, List.of(Lower.values()), tool.lower()));
    }

    private static <E extends Enum<E>> E choice(String option, String text, List<E> all, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        final List<String> texts =
                all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
        if (!texts.contains(text)) {
            throw new IllegalArgumentException(
                    option + ": expected one of " + String.join(", ", texts) + ", found " + text);
        }
        return all.get(texts.indexOf(text));
    }
}
