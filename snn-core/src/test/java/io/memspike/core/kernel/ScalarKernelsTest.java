package io.memspike.core.kernel;

class ScalarKernelsTest extends KernelsContract {
    @Override
    Kernels kernels() {
        return new ScalarKernels();
    }
}
