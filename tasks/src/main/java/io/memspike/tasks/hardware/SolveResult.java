package io.memspike.tasks.hardware;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.memristor.wire.CrossbarSolution;
import io.memspike.tasks.experiment.Means;
import java.util.Map;

/**
 * Crossbars as circuits.
 *
 * @param single the only one, where it has no name; else null
 * @param named those with names, which are the keys
 */
public record SolveResult(
        @JsonUnwrapped Figures single, @JsonUnwrapped Map<String, Figures> named) {
    /** One crossbar; the components say what they mean. */
    public record Figures(
            @JsonProperty("I_out")
            @Means("current out of each bit line, A; of named cases, by name: `{\"name\": {\"I_out\": …}}`")
            double[] outputs,

            @JsonProperty("I_dev") @Means("current through each cell, from word line to bit line, A")
            double[][] cellCurrents,

            @JsonProperty("V_wl") @Means("voltage of each cell's node on the word line, V")
            double[][] wordVoltages,

            @JsonProperty("V_bl") @Means("voltage of each cell's node on the bit line, V")
            double[][] bitVoltages) {
        static Figures of(CrossbarSolution solution) {
            return new Figures(
                    solution.outputs(), solution.cellCurrents(), solution.wordVoltages(), solution.bitVoltages());
        }
    }

    /** All by name, which is empty where there is none. */
    public Map<String, Figures> all() {
        return single == null ? named : Map.of("", single);
    }
}
