package io.memspike.core.kernel;

/** The kernels that {@code auto} selects: SIMD in the run of the suite that has the vector module. */
class SelectedKernelsTest extends KernelsContract {
    @Override
    Kernels kernels() {
        return KernelsLookup.find("auto").kernels();
    }
}
