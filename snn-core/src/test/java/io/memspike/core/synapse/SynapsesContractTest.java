package io.memspike.core.synapse;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import net.jqwik.api.Group;

/** All synapses under one contract. */
class SynapsesContractTest {
    @Group
    class OfLinear extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.linear(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new LinearSynapses(matrix, weights, kernels);
        }
    }

    @Group
    class OfPositions extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.positions(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new PositionSynapses(matrix, weights, kernels);
        }
    }

    @Group
    class OfConv2d extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.plainConv2d(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new Conv2dSynapses(matrix, weights, kernels);
        }
    }

    @Group
    class OfConvTranspose2d extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.plainConvTranspose2d(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new ConvTranspose2dSynapses(matrix, weights, kernels);
        }
    }

    @Group
    class OfSparse extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.sparse(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new SparseSynapses(matrix, weights);
        }
    }

    /** Kernels of any shape; but for connections, which rows of the same length would miscount. */
    @Group
    class OfUnfolded extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return switch (random.nextInt(6)) {
                case 0 -> Geometries.linear(random);
                case 1 -> Geometries.plainConv2d(random);
                case 2 -> Geometries.conv2d(random);
                case 3 -> Geometries.conv1d(random);
                case 4 -> Geometries.plainConvTranspose2d(random);
                default -> Geometries.convTranspose2d(random);
            };
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return new UnfoldedSynapses(matrix, weights, kernels);
        }
    }

    /** Whichever serve a kind. */
    @Group
    class OfAny extends SynapsesContract {
        @Override
        Matrix draw(RandomStream random) {
            return Geometries.any(random);
        }

        @Override
        WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels) {
            return WeightedSynapses.of(matrix, weights, kernels);
        }
    }
}
