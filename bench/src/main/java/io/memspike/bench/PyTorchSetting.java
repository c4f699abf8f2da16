package io.memspike.bench;

import java.util.List;

/**
 * One way to run a network in PyTorch.
 *
 * @param name what figures call it
 * @param schedule {@code step}: the whole network a step at a time; {@code layers}: a layer at a time over all steps
 * @param compiler {@code none}, or {@code inductor}, which needs a C++ compiler
 * @param layout of pictures in memory: {@code nchw}, or {@code nhwc} with channels last
 * @param precision {@code float32}, or {@code bf16}, in which spikes and answers may differ
 * @param batch samples at once, where not one at a time
 */
public record PyTorchSetting(
        String name, String schedule, String compiler, String layout, String precision, int batch) {
    /** As a user writes it first. */
    public static final PyTorchSetting EAGER = new PyTorchSetting("eager", "step", "none", "nchw", "float32", 250);

    private static final String FULL_PRECISION = "float32";
    private static final int TRAINING_BATCH = 128; // as Memspike's

    /**
     * Everything that a user can turn on, beside {@link #EAGER}.
     *
     * @param network {@code conv}, or {@code mlp}, which has no channels to put last
     */
    public static List<PyTorchSetting> best(String network) {
        final boolean isConv = network.equals("conv");
        final String layout = isConv ? "nhwc" : "nchw";
        final int large = isConv ? 20 : 250; // what was fastest of 20, 100 and 250
        return List.of(
                new PyTorchSetting("eager-better", "layers", "none", layout, FULL_PRECISION, large),
                new PyTorchSetting("compiled", "layers", "inductor", layout, FULL_PRECISION, 20),
                new PyTorchSetting("bf16", "layers", "inductor", layout, "bf16", large));
    }

    /** What a user can turn on for training in full precision, beside {@link #EAGER}. */
    public static List<PyTorchSetting> training(String network) {
        final String layout = network.equals("conv") ? "nhwc" : "nchw";
        return List.of(
                new PyTorchSetting("eager-better", "layers", "none", layout, FULL_PRECISION, TRAINING_BATCH),
                new PyTorchSetting("compiled", "layers", "inductor", layout, FULL_PRECISION, TRAINING_BATCH));
    }

    /** Whether a C++ compiler is needed. */
    public boolean isCompiled() {
        return !compiler.equals("none");
    }

    /** Whether it computes in as many bits as Memspike. */
    public boolean isFullPrecision() {
        return precision.equals(FULL_PRECISION);
    }

    /** The setting as {@code prime_torch_best.py} and {@code training_torch.py} take it. */
    public String argument() {
        return String.join(",", schedule, compiler, layout, precision, Integer.toString(batch));
    }
}
