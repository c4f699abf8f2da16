package io.memspike.interchange.nir;

import java.io.IOException;
import java.nio.file.Path;

/** What {@code docs/nir.md} shows: a network of another tool as a model, and back. */
final class NirExample {
    private NirExample() {}

    static NirModel readAndWrite(Path file, Path other) throws IOException {
        final NirModel nir = NirModel.of(NirGraph.read(file), Discretisation.as(Discretisation.Tool.NORSE, 1e-3f));
        nir.model(); // graph and tensors: runs, trains and lies on hardware like any other
        NirExport.of("mine", nir.model(), 1e-3f).graph().asFile().write(other);
        return nir;
    }
}
