package io.memspike.tasks.energy;

import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Constants of energy and area: a technology, and what is given beside it; the components say what they mean. */
public record ConstantsChoice(
        @Option(
                label = LABEL,
                says = "constants of the model: built in for a technology, or all of them as JSON",
                shown = "45nm")
        Path constants,

        @Option(
                label = "KEY=VALUE",
                says = "a constant that is otherwise, or that the technology has none of, in its unit; may be repeated",
                shown = "none")
        List<String> constant) {
    private static final String LABEL = "45nm|40nm|28nm|22nm|FILE";

    /** Refuses what names no constant, or no value of one. */
    public ConstantsChoice {
        constant = constant == null ? List.of() : List.copyOf(constant);
        if (!constant.isEmpty()) {
            given(EnergyConstants.builtIn(), constant); // checks
        }
    }

    /**
     * What parts take.
     *
     * @throws IOException where a file is none of constants
     */
    public EnergyConstants priced() throws IOException {
        return given(technology(), constant);
    }

    /** What is given beside the technology, by commas; null where nothing is. */
    public String told() {
        return constant.isEmpty() ? null : String.join(", ", constant);
    }

    /** What parts take in a technology that is built in, with what is given beside it. */
    EnergyConstants in(String name) {
        return given(EnergyConstants.builtIn(name), constant);
    }

    private EnergyConstants technology() throws IOException {
        if (constants == null) {
            return EnergyConstants.builtIn();
        }
        return EnergyConstants.NAMES.contains(constants.toString())
                ? EnergyConstants.builtIn(constants.toString())
                : EnergyConstants.read(constants);
    }

    private static EnergyConstants given(EnergyConstants technology, List<String> constant) {
        EnergyConstants given = technology;
        for (final String each : constant) {
            given = given.with(each);
        }
        return given;
    }
}
