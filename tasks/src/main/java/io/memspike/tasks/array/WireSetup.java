package io.memspike.tasks.array;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.Objects;

/**
 * The crossbars that a layer lies on, and their wires.
 *
 * @param lines resistances around the cells of each crossbar
 * @param partition into how many crossbars each layer is cut; null for tiles of {@link ArrayGeometry#PRIME}. A layer with
 *     fewer lines than parts has one line a part.
 * @param isExact whether the circuit of each crossbar is solved exactly, by {@link
 *     io.memspike.memristor.wire.TransferMatrix}, or approximately, by {@link
 *     io.memspike.memristor.wire.ApproximateTransfer}
 */
public record WireSetup(LineResistances lines, Partition partition, boolean isExact) {
    /** PRIME's tiles, ideal wires. */
    public static final WireSetup NONE = new WireSetup(LineResistances.NONE, null, false);

    public WireSetup {
        Objects.requireNonNull(lines);
    }

    /** Wires that are solved approximately. */
    public WireSetup(LineResistances lines, Partition partition) {
        this(lines, partition, false);
    }

    /** The same solved exactly. */
    public WireSetup exactly() {
        return new WireSetup(lines, partition, true);
    }

    /** The same cut otherwise. */
    public WireSetup with(Partition other) {
        return new WireSetup(lines, other, isExact);
    }

    /** The same with other resistances. */
    public WireSetup with(LineResistances other) {
        return new WireSetup(other, partition, isExact);
    }

    /** Tiles of a layer: of ⌈inputs/horizontal⌉ rows and ⌈outputs/vertical⌉ pairs of columns where it is cut. */
    public ArrayGeometry geometry(Matrix layer) {
        return partition == null
                ? ArrayGeometry.PRIME
                : ArrayGeometry.PRIME.withTile(
                        part(layer.unfolding().rows(), partition.horizontal()),
                        2 * part(layer.out(), partition.vertical()));
    }

    private static int part(int lines, int parts) {
        return (int) (((long) lines + parts - 1) / parts);
    }
}
