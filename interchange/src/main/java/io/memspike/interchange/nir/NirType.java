package io.memspike.interchange.nir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of nodes that NIR has, with the parameters that each needs and those that it may have. */
public enum NirType {
    /** Where samples enter. */
    INPUT("Input", "shape", ""),
    /** What answers. */
    OUTPUT("Output", "", "shape"),
    /** y = W x + b. */
    AFFINE("Affine", "weight bias", ""),
    /** y = W x. */
    LINEAR("Linear", "weight", ""),
    /** y = s x, element by element. */
    SCALE("Scale", "scale", ""),
    /** Convolution along one axis. */
    CONV1D("Conv1d", "weight stride padding dilation groups", "bias input_shape"),
    /** Convolution along two axes. */
    CONV2D("Conv2d", "weight stride padding dilation groups", "bias input_shape"),
    /** Sums of windows. */
    SUM_POOL2D("SumPool2d", "kernel_size stride padding", ""),
    /** Means of windows. */
    AVG_POOL2D("AvgPool2d", "kernel_size stride padding", ""),
    /** Some axes made one. */
    FLATTEN("Flatten", "", "start_dim end_dim input_type"),
    /** z = x &gt; threshold. */
    THRESHOLD("Threshold", "threshold", ""),
    /** y(t) = x(t − delay). */
    DELAY("Delay", "delay", ""),
    /** v' = r x. */
    I("I", "r", ""),
    /** v' = r x; fires. */
    IF("IF", "r v_threshold", "v_reset"),
    /** τ v' = v_leak − v + r x. */
    LI("LI", "tau r v_leak", ""),
    /** The same; fires. */
    LIF("LIF", "tau r v_leak v_threshold", "v_reset"),
    /** LI behind an exponential synapse. */
    CUBA_LI("CubaLI", "tau_syn tau_mem r v_leak", "w_in"),
    /** LIF behind an exponential synapse. */
    CUBA_LIF("CubaLIF", "tau_syn tau_mem r v_leak v_threshold", "w_in v_reset"),
    /** A graph in the graph; not found in a {@link NirGraph}, which is flat. */
    NIR_GRAPH("NIRGraph", "", "");

    private final String text;
    private final List<String> needed;
    private final List<String> optional;

    NirType(String text, String needed, String optional) {
        this.text = text;
        this.needed = words(needed);
        this.optional = words(optional);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Its name in files. */
    public String text() {
        return text;
    }

    /** Names of the parameters that it needs. */
    public List<String> needed() {
        return needed;
    }

    /** Names of those that it may have. */
    public List<String> optional() {
        return optional;
    }

    /** The type of that name in files. */
    static Optional<NirType> named(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** Names in files of all that a file may have. */
    static List<String> texts() {
        return Arrays.stream(values()).map(NirType::text).toList();
    }
}
