package io.memspike.datasets;

import io.memspike.core.Samples;

class EventFileOfCameraTest extends EventFileSamplesTest {
    @Override
    Samples source() {
        return new CameraSamples(Pieces.images(9), 10);
    }
}
