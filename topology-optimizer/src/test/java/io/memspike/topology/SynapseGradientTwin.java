package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;

/** The slow, obvious twins: every output with every input that it sees. Arrays of neurons are channel-last, weights in file order. */
final class SynapseGradientTwin {
    private SynapseGradientTwin() {}

    /** What follows the last sample of a batch. */
    static void finish(SynapseGradient gradient) {
        gradient.endBatch();
        for (int shard = 0; shard < Trainer.SHARDS; shard++) {
            gradient.gather(shard);
        }
        for (int part = 0; part < Trainer.SHARDS; part++) {
            gradient.finish(part);
        }
    }

    /** One connection: output and input (channel-last) and the weight between them (file order). */
    @FunctionalInterface
    interface Connection {
        void visit(int output, int input, int weight);
    }

    static void forEach(LayerSpec.Weighted layer, Shape input, Connection connection) {
        if (layer instanceof LayerSpec.Conv2d conv) {
            forEach(conv, input, connection);
        } else if (layer instanceof LayerSpec.ConvTranspose2d conv) {
            forEach(conv, input, connection);
        } else {
            for (int o = 0; o < layer.out(); o++) {
                for (int i = 0; i < input.size(); i++) {
                    connection.visit(o, i, o * input.size() + input.channelFirst(i));
                }
            }
        }
    }

    private static void forEach(LayerSpec.Conv2d conv, Shape input, Connection connection) {
        final Shape output = conv.output(input);
        final int k = conv.kernel();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                for (int kernelRow = 0; kernelRow < k; kernelRow++) {
                    for (int kernelColumn = 0; kernelColumn < k; kernelColumn++) {
                        final int row = y * conv.stride() - conv.padding() + kernelRow;
                        final int column = x * conv.stride() - conv.padding() + kernelColumn;
                        if (row >= 0 && row < input.height() && column >= 0 && column < input.width()) {
                            for (int o = 0; o < conv.out(); o++) {
                                for (int c = 0; c < conv.in(); c++) {
                                    connection.visit(
                                            output.index(o, y, x),
                                            input.index(c, row, column),
                                            ((o * conv.in() + c) * k + kernelRow) * k + kernelColumn);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void forEach(LayerSpec.ConvTranspose2d conv, Shape input, Connection connection) {
        final Shape output = conv.output(input);
        final int k = conv.kernel();
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                for (int tap = 0; tap < k * k; tap++) {
                    final int row = y * conv.stride() - conv.padding() + tap / k;
                    final int column = x * conv.stride() - conv.padding() + tap % k;
                    if (row >= 0 && row < output.height() && column >= 0 && column < output.width()) {
                        for (int c = 0; c < conv.in(); c++) {
                            for (int o = 0; o < conv.out(); o++) {
                                connection.visit(
                                        output.index(o, row, column),
                                        input.index(c, y, x),
                                        (c * conv.out() + o) * k * k + tap);
                            }
                        }
                    }
                }
            }
        }
    }

    static float[] gaussians(RandomStream random, int n, double density) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (float) random.nextGaussian() : 0f;
        }
        return values;
    }

    /** Event counts, of which about a {@code density} part is not zero. */
    static float[] counts(RandomStream random, int n, double density) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (1 + random.nextInt(12)) * 0.25f : 0f;
        }
        return values;
    }
}
