package io.memspike.datasets;

import io.memspike.core.Samples;

class SubsetTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return new Subset(Pieces.series(9), 2, 8);
    }
}
