package io.memspike.datasets.recording.hdf.internal;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.CompoundDataType;
import io.memspike.datasets.recording.table.internal.TextColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where events lie in a file.
 *
 * @param kind how
 * @param columns times, x, y and polarities; null where there is none. Of records, the records alone
 * @param names of the fields of records
 * @param offset added to times
 */
record HdfLayout(Kind kind, Dataset[] columns, String[] names, long offset) {
    /** How events lie. */
    enum Kind {
        /** A list of times and one of units for each sample. */
        SAMPLES,
        /** A dataset for each of what an event has. */
        COLUMNS,
        /** Records. */
        RECORDS
    }

    private static final int DEEPEST = 8;
    private static final int MOST_GROUPS = 10_000;

    /** All parts of the first layout that is found; empty where there is none. */
    static List<HdfLayout> find(HdfStorage hdf) {
        return find(hdf, hdf.root(), 0, new int[1]);
    }

    private static List<HdfLayout> find(HdfStorage hdf, Group group, int depth, int[] seen) {
        if (depth > DEEPEST || ++seen[0] > MOST_GROUPS) {
            return List.of();
        }
        final Map<String, Node> children = new TreeMap<>(group.getChildren());
        final HdfLayout here = of(hdf, group, children);
        if (here != null) {
            return List.of(here);
        }
        final List<HdfLayout> populations = new ArrayList<>();
        for (final Node child : children.values()) {
            if (child instanceof Group inner) {
                final List<HdfLayout> found = find(hdf, inner, depth + 1, seen);
                if (!found.isEmpty() && !isPopulation(found)) {
                    return found;
                }
                populations.addAll(found);
            }
        }
        return populations;
    }

    private static boolean isPopulation(List<HdfLayout> found) {
        return found.get(0).names.length == 1 && found.get(0).names[0].equals("node_ids");
    }

    private static HdfLayout of(HdfStorage hdf, Group group, Map<String, Node> children) {
        final Dataset times = dataset(children, "times");
        final Dataset units = dataset(children, "units");
        if (times != null && units != null && times.isVariableLength() && units.isVariableLength()) {
            return new HdfLayout(Kind.SAMPLES, new Dataset[] {times, units, null, null}, new String[0], 0);
        }
        final Dataset stamps = dataset(children, "timestamps");
        final Dataset nodes = dataset(children, "node_ids");
        if (stamps != null && nodes != null) {
            return new HdfLayout(Kind.COLUMNS, new Dataset[] {stamps, nodes, null, null}, new String[] {"node_ids"}, 0);
        }
        final List<String> names = new ArrayList<>(children.keySet());
        final TextColumns columns = TextColumns.named(names, false);
        if (columns != null) {
            final Dataset[] all = {
                dataset(children, names.get(columns.time())),
                dataset(children, names.get(columns.x())),
                columns.y() < 0 ? null : dataset(children, names.get(columns.y())),
                columns.polarity() < 0 ? null : dataset(children, names.get(columns.polarity()))
            };
            if (all[0] != null && all[1] != null) {
                return new HdfLayout(Kind.COLUMNS, all, new String[0], offset(hdf, group, children));
            }
        }
        for (final Node child : children.values()) {
            if (child instanceof Dataset records && records.getDataType() instanceof CompoundDataType compound) {
                final HdfLayout layout = ofRecords(records, compound);
                if (layout != null) {
                    return layout;
                }
            }
        }
        return null;
    }

    private static HdfLayout ofRecords(Dataset records, CompoundDataType compound) {
        final List<String> names = compound.getMembers().stream()
                .map(CompoundDataType.CompoundDataMember::getName)
                .toList();
        final TextColumns columns = TextColumns.named(names, false);
        return columns == null
                ? null
                : new HdfLayout(
                        Kind.RECORDS,
                        new Dataset[] {records},
                        new String[] {
                            names.get(columns.time()),
                            names.get(columns.x()),
                            columns.y() < 0 ? null : names.get(columns.y()),
                            columns.polarity() < 0 ? null : names.get(columns.polarity())
                        },
                        0);
    }

    private static Dataset dataset(Map<String, Node> children, String name) {
        return children.get(name) instanceof Dataset dataset ? dataset : null;
    }

    /** What DSEC keeps beside its events, or above them. */
    private static long offset(HdfStorage hdf, Group group, Map<String, Node> children) {
        Dataset offset = dataset(children, "t_offset");
        if (offset == null && group.getParent() != null) {
            offset = dataset(group.getParent().getChildren(), "t_offset");
        }
        if (offset == null) {
            return 0;
        }
        if (offset instanceof ChunkedDataset) {
            throw new HdfException("t_offset in chunks");
        }
        HdfStorage.requireSound(offset.getDataType(), false);
        hdf.requireRoom(offset.getDimensionsAsLong(), offset.getDataType().getSize());
        final Object data = offset.getData();
        return data instanceof Number number ? number.longValue() : HdfNumbers.whole(data, 0);
    }
}
