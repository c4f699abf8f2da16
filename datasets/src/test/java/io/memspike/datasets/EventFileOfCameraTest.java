package io.memspike.datasets;

import io.memspike.core.Samples;
import io.memspike.core.kernel.KernelsLookup;

/** Read by the loops that suit the machine; the other test reads by plain ones. */
class EventFileOfCameraTest extends EventFileSamplesTest {
    @Override
    Samples source() {
        return new CameraSamples(Pieces.images(9), 10);
    }

    @Override
    protected Samples samples() {
        return ((EventFile) super.samples()).with(KernelsLookup.find("auto").kernels());
    }
}
