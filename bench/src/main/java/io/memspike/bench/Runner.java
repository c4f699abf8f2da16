package io.memspike.bench;

/**
 * Who ran.
 *
 * @param engine what ran
 * @param setting how PyTorch was set; null of the others
 */
public record Runner(String engine, PyTorchSetting setting) {
    /** Memspike with plain Java kernels. */
    public static final Runner SCALAR = new Runner("scalar", null);

    /** Memspike with SIMD kernels. */
    public static final Runner SIMD = new Runner("simd", null);

    /** The hand-written C program for the hardware's limit. */
    public static final Runner C = new Runner("c", null);

    /** PyTorch, eager and plain. */
    public static final Runner PYTORCH = pyTorch(PyTorchSetting.EAGER);

    /** PyTorch in one of the ways to set it. */
    public static Runner pyTorch(PyTorchSetting setting) {
        return new Runner("pytorch", setting);
    }
}
