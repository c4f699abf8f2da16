package io.memspike.topology.gradient.matrix;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.topology.gradient.Shards;

/** The slow, obvious twins: every output with every input that it sees. Arrays of neurons are channel-last, weights in file order. */
public final class SynapseGradientTwin {
    private SynapseGradientTwin() {}

    /** What follows the last sample of a batch. */
    static void finish(SynapseGradient gradient) {
        gradient.endBatch();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            gradient.gather(shard);
        }
        for (int part = 0; part < Shards.COUNT; part++) {
            gradient.finish(part);
        }
    }

    /** One connection: output and input (channel-last) and the weight between them (file order). */
    @FunctionalInterface
    public interface Connection {
        void visit(int output, int input, int weight);
    }

    public static void forEach(Matrix layer, Connection connection) {
        if (layer.kind() instanceof Conv2d conv) {
            forEach(conv, layer.input(), connection);
        } else if (layer.kind() instanceof ConvTranspose2d conv) {
            forEach(conv, layer.input(), connection);
        } else if (layer.kind() instanceof Conv1d conv) {
            forEach(
                    new Conv2d(
                            conv.out(),
                            new Size(1, conv.kernel()),
                            new Size(1, conv.stride()),
                            new Size(0, conv.padding()),
                            new Size(1, conv.dilation()),
                            conv.groups(),
                            1f,
                            false),
                    layer.input(),
                    connection);
        } else if (layer.kind() instanceof Sparse sparse) {
            forEach(sparse, layer.input(), connection);
        } else if (layer.kind() instanceof Linear linear && linear.atPositions()) {
            final int in = layer.input().channels();
            for (int o = 0; o < layer.output().size(); o++) {
                for (int c = 0; c < in; c++) {
                    connection.visit(o, o / layer.out() * in + c, o % layer.out() * in + c);
                }
            }
        } else {
            for (int o = 0; o < layer.out(); o++) {
                for (int i = 0; i < layer.input().size(); i++) {
                    connection.visit(
                            o, i, o * layer.input().size() + layer.input().channelFirst(i));
                }
            }
        }
    }

    private static void forEach(Sparse sparse, Shape seen, Connection connection) {
        final Shape step = new Shape(seen.channels(), seen.height() / (sparse.delay() + 1), seen.width());
        for (int c = 0; c < sparse.connections().count(); c++) {
            for (int i = 0; i < step.size(); i++) {
                if (step.channelFirst(i) == sparse.connections().from()[c]) {
                    final int input = sparse.connections().delay(c) * step.size() + i;
                    connection.visit(sparse.connections().to()[c], input, c);
                }
            }
        }
    }

    private static void forEach(Conv2d conv, Shape input, Connection connection) {
        final Shape output = conv.output(input);
        final Size kernel = conv.kernel();
        final int in = input.channels() / conv.groups(); // of a group
        final int out = conv.out() / conv.groups();
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                for (int tap = 0; tap < kernel.area(); tap++) {
                    final int row = y * conv.stride().height()
                            - conv.padding().height()
                            + tap / kernel.width() * conv.dilation().height();
                    final int column = x * conv.stride().width()
                            - conv.padding().width()
                            + tap % kernel.width() * conv.dilation().width();
                    if (row >= 0 && row < input.height() && column >= 0 && column < input.width()) {
                        for (int o = 0; o < conv.out(); o++) {
                            for (int c = 0; c < in; c++) {
                                connection.visit(
                                        output.index(o, y, x),
                                        input.index(o / out * in + c, row, column),
                                        (o * in + c) * kernel.area() + tap);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void forEach(ConvTranspose2d conv, Shape input, Connection connection) {
        final Shape output = conv.output(input);
        final Size kernel = conv.kernel();
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                for (int tap = 0; tap < kernel.area(); tap++) {
                    final int row = y * conv.stride().height() - conv.padding().height() + tap / kernel.width();
                    final int column =
                            x * conv.stride().width() - conv.padding().width() + tap % kernel.width();
                    if (row >= 0 && row < output.height() && column >= 0 && column < output.width()) {
                        for (int c = 0; c < input.channels(); c++) {
                            for (int o = 0; o < conv.out(); o++) {
                                connection.visit(
                                        output.index(o, row, column),
                                        input.index(c, y, x),
                                        (c * conv.out() + o) * kernel.area() + tap);
                            }
                        }
                    }
                }
            }
        }
    }

    public static float[] gaussians(RandomStream random, int n, double density) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (float) random.nextGaussian() : 0f;
        }
        return values;
    }

    /** Event counts, of which about a {@code density} part is not zero. */
    public static float[] counts(RandomStream random, int n, double density) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (1 + random.nextInt(12)) * 0.25f : 0f;
        }
        return values;
    }
}
