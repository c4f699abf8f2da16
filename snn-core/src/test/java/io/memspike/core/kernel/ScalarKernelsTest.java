package io.memspike.core.kernel;

import io.memspike.core.kernel.internal.ScalarKernels;

class ScalarKernelsTest extends KernelsContract {
    @Override
    Kernels kernels() {
        return new ScalarKernels();
    }
}
