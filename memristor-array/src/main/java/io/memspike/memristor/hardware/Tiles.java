package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wire.Partition;
import java.util.List;

/**
 * The crossbars that a matrix lies on.
 *
 * @param geometry how tiles are built and driven; null where each matrix is one crossbar of its own size, of differential
 *     pairs whose sums are read in effective weights
 * @param partition into how many crossbars each matrix is cut, whatever the size of a tile; null for tiles of the geometry. A
 *     matrix with fewer lines than parts has one line a part.
 */
public record Tiles(
        @JsonInclude(JsonInclude.Include.NON_NULL) ArrayGeometry geometry,
        @JsonInclude(JsonInclude.Include.NON_NULL) Partition partition) {
    /** Each matrix is one crossbar of its own size. */
    public static final Tiles WHOLE = new Tiles(null, null);

    /** PRIME's tiles. */
    public static final Tiles PRIME = new Tiles(ArrayGeometry.PRIME, null);

    public Tiles {
        if (geometry == null && partition != null) {
            throw new IllegalArgumentException("tiles: expected a geometry of the parts, found none");
        }
    }

    /** Tiles of that kind. */
    public static Tiles of(ArrayGeometry geometry) {
        return new Tiles(geometry, null);
    }

    /** The same cut otherwise. */
    public Tiles with(Partition other) {
        return new Tiles(geometry, other);
    }

    /** The tiles of a matrix: of ⌈rows/horizontal⌉ rows and ⌈outputs/vertical⌉ pairs of columns where it is cut. */
    public ArrayGeometry of(Matrix matrix) {
        final int rows = matrix.unfolding().rows();
        if (geometry == null) {
            return ArrayGeometry.PRIME.withTile(rows, 2 * matrix.out());
        }
        return partition == null
                ? geometry
                : geometry.withTile(
                        part(rows, partition.horizontal()),
                        geometry.cellsPerWeight() * part(matrix.out(), partition.vertical())
                                + geometry.signs().references());
    }

    private static int part(int lines, int parts) {
        return (int) (((long) lines + parts - 1) / parts);
    }

    boolean isWhole() {
        return geometry == null;
    }

    /** Whether columns add up the currents of their cells; else their resistances. */
    boolean addsCurrents() {
        return isWhole() || geometry.signs().addsCurrents();
    }

    /** Number of converted columns of each tile of a matrix. */
    List<Integer> columns(Matrix matrix) {
        final TileMapping mapping = TileMapping.of(matrix, of(matrix));
        return mapping.tiles().stream().map(mapping::convertedColumns).toList();
    }

    /** Magnitude of the effective weight that a sum of 1 stands for. */
    double unit(Matrix matrix) {
        return geometry == null ? 1 : Math.abs(matrix.weightScale());
    }

    /**
     * Whether it matters how matrices lie on tiles, when nothing converts the columns' sums: it does where weights or
     * inputs are cut into digits, or cells of a pair are read apart; else tiles only sum in another order.
     */
    boolean matter() {
        return geometry != null
                && !(geometry.signs() == SignScheme.DIFFERENTIAL
                        && !geometry.slicing().isPresent()
                        && geometry.drive() instanceof InputDrive.PulseWidth);
    }
}
