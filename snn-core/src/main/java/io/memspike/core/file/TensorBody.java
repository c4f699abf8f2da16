package io.memspike.core.file;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes a tensor's bytes, piece by piece: for tensors too big to be held in memory. */
@FunctionalInterface
public interface TensorBody {
    /**
     * Writes exactly the bytes that the tensor's type and shape ask for, row-major and little-endian.
     *
     * @param out takes whole buffers: a write never leaves a remainder. Not to be closed or kept
     * @throws IOException if it fails; the file is then not written
     */
    void writeTo(WritableByteChannel out) throws IOException;
}
