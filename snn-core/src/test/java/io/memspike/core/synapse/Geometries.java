package io.memspike.core.synapse;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import java.util.ArrayList;
import java.util.List;

/** Random matrices of every kind, small. */
final class Geometries {
    private Geometries() {}

    private static int from(RandomStream random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    static Matrix linear(RandomStream random) {
        return new Matrix(
                new Linear(from(random, 1, 150), 1f),
                new Shape(from(random, 1, 4), from(random, 1, 4), from(random, 1, 4)));
    }

    /** At each position by itself. */
    static Matrix positions(RandomStream random) {
        return new Matrix(
                new Linear(from(random, 1, 100), 1f, false, true),
                new Shape(from(random, 1, 30), from(random, 1, 3), from(random, 1, 4)));
    }

    /** Of the shape that fast synapses take. */
    static Matrix plainConv2d(RandomStream random) {
        final int kernel = from(random, 1, 5);
        final int padding = from(random, 0, kernel - 1);
        return new Matrix(
                new Conv2d(from(random, 1, 40), kernel, from(random, 1, 3), padding, 1f),
                new Shape(from(random, 1, 4), kernel + random.nextInt(5), kernel + random.nextInt(5)));
    }

    static Matrix conv2d(RandomStream random) {
        final Size kernel = new Size(from(random, 1, 4), from(random, 1, 4));
        final Size dilation = new Size(from(random, 1, 3), from(random, 1, 3));
        final Size reach = new Size((kernel.height() - 1) * dilation.height(), (kernel.width() - 1) * dilation.width());
        final int groups = from(random, 1, 3);
        return new Matrix(
                new Conv2d(
                        groups * from(random, 1, 7),
                        kernel,
                        new Size(from(random, 1, 3), from(random, 1, 3)),
                        new Size(from(random, 0, reach.height()), from(random, 0, reach.width())),
                        dilation,
                        groups,
                        1f,
                        false),
                new Shape(
                        groups * from(random, 1, 3),
                        reach.height() + from(random, 1, 4),
                        reach.width() + from(random, 1, 4)));
    }

    static Matrix conv1d(RandomStream random) {
        final int kernel = from(random, 1, 5);
        final int dilation = from(random, 1, 3);
        final int groups = from(random, 1, 3);
        return new Matrix(
                new Conv1d(
                        groups * from(random, 1, 7),
                        kernel,
                        from(random, 1, 3),
                        from(random, 0, (kernel - 1) * dilation),
                        dilation,
                        groups,
                        1f,
                        false),
                new Shape(groups * from(random, 1, 3), 1, (kernel - 1) * dilation + from(random, 1, 12)));
    }

    static Matrix plainConvTranspose2d(RandomStream random) {
        final int kernel = from(random, 1, 4);
        final int stride = from(random, 1, 3);
        return new Matrix(
                new ConvTranspose2d(
                        from(random, 1, 40),
                        kernel,
                        stride,
                        kernel == 1 ? 0 : random.nextInt(2),
                        random.nextInt(stride),
                        1f),
                new Shape(from(random, 1, 6), from(random, 2, 6), from(random, 2, 6)));
    }

    static Matrix convTranspose2d(RandomStream random) {
        final Size kernel = new Size(from(random, 1, 4), from(random, 1, 4));
        final Size stride = new Size(from(random, 1, 3), from(random, 1, 3));
        return new Matrix(
                new ConvTranspose2d(
                        from(random, 1, 6),
                        kernel,
                        stride,
                        new Size(Math.min(1, kernel.height() - 1), Math.min(1, kernel.width() - 1)),
                        new Size(random.nextInt(stride.height()), random.nextInt(stride.width())),
                        1f,
                        false),
                new Shape(from(random, 1, 4), from(random, 2, 5), from(random, 2, 5)));
    }

    static Matrix sparse(RandomStream random) {
        final Shape input = new Shape(from(random, 1, 3), from(random, 1, 3), from(random, 1, 3));
        final int out = from(random, 1, 9);
        final int longest = random.nextInt(4);
        final List<int[]> all = new ArrayList<>();
        for (int from = 0; from < input.size(); from++) {
            for (int to = 0; to < out; to++) {
                for (int delay = 0; delay <= longest; delay++) {
                    if (random.nextInt(4) == 0) {
                        all.add(random.nextInt(all.size() + 1), new int[] {from, to, delay});
                    }
                }
            }
        }
        if (all.isEmpty()) {
            all.add(new int[] {0, 0, longest});
        }
        final Sparse sparse = new Sparse(
                out,
                new Connections(
                        all.stream().mapToInt(each -> each[0]).toArray(),
                        all.stream().mapToInt(each -> each[1]).toArray(),
                        all.stream().mapToInt(each -> each[2]).toArray()));
        return new Matrix(sparse, sparse.seen(input));
    }

    /** Any of them. */
    static Matrix any(RandomStream random) {
        return switch (random.nextInt(7)) {
            case 0 -> linear(random);
            case 1 -> plainConv2d(random);
            case 2 -> conv2d(random);
            case 3 -> conv1d(random);
            case 4 -> plainConvTranspose2d(random);
            case 5 -> convTranspose2d(random);
            default -> sparse(random);
        };
    }
}
