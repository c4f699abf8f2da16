package io.memspike.interchange.onnx;

/**
 * Extents of an encoder of BERT's shape (Devlin et al., arXiv 1810.04805): post-norm layers of attention and two full connections.
 *
 * @param entries entries of the vocabulary
 * @param positions most tokens of a text
 * @param hidden channels of a token
 * @param heads of attention; divides {@code hidden}
 * @param layers number of layers
 * @param intermediate channels between the two full connections of a layer
 * @param epsilon of the layer norms
 */
public record EncoderSize(
        int entries, int positions, int hidden, int heads, int layers, int intermediate, float epsilon) {
    public EncoderSize {
        if (entries < 1 || positions < 1 || heads < 1 || hidden % heads != 0 || layers < 1 || intermediate < 1) {
            throw new IllegalArgumentException(
                    "encoder: expected positive extents and channels in heads, found entries="
                            + entries + " positions=" + positions + " hidden=" + hidden + " heads=" + heads + " layers="
                            + layers
                            + " intermediate=" + intermediate);
        }
    }
}
