package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.interchange.nir.data.NirData;
import io.memspike.interchange.nir.data.NirSignal;
import io.memspike.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NIRData, written here and read by Python, and the other way, where Python has the packages. */
class NirDataPythonTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** A grid, events and valued events, of two nodes. */
    private static final Map<String, Map<String, NirSignal>> NODES = new TreeMap<>(Map.of(
            "lif",
            new TreeMap<>(Map.of(
                    "membrane", new NirSignal.Gridded(1, 2, 2, 0.001, new float[] {0.1f, 2, 3, 4}),
                    "spikes",
                            new NirSignal.Events(
                                    2,
                                    new int[] {0, 2, -1, 1, -1, -1},
                                    new double[] {0, 0.029, NONE, 0.0151, NONE, NONE},
                                    null,
                                    3,
                                    0.03))),
            "block.größe",
            Map.of(
                    "current",
                    new NirSignal.Events(
                            1, new int[] {1, 0}, new double[] {0.5, 0.75}, new float[] {-2, 0.25f}, 2, 1))));

    private static final List<String> LINES = List.of(
            "block.größe current ValuedEventData [[1, 0]] [[0.5, 0.75]] [[-2.0, 0.25]] 2 1.0",
            "lif membrane TimeGriddedData [[[0.10000000149011612, 2.0], [3.0, 4.0]]] 0.001",
            "lif spikes EventData [[0, 2, -1], [1, -1, -1]] [[0.0, 0.029, inf], [0.0151, inf, inf]] None 3 0.03");

    @TempDir
    Path directory;

    private Path written() throws IOException {
        final Path file = directory.resolve("ours.h5");
        new NirData("test", NODES).write(file);
        return file;
    }

    /** By the rules of {@code nir.read_data}, which compares types with {@code str}. */
    @Test
    void shouldWriteTypesThatH5pyReadsAsTexts() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "h5py");

        assertEquals(LINES, python.lines("""
                import sys, h5py
                lines = []
                with h5py.File(sys.argv[1], 'r') as file:
                    assert file.attrs.get('__type__') == 'NIRGraphData'
                    for name, node in file['nodes'].items():
                        assert node.attrs['__type__'] == 'NIRNodeData'
                        for key, group in node['observables'].items():
                            kind = group.attrs['__type__']
                            assert type(kind) is str
                            if kind == 'TimeGriddedData':
                                said = [group['data'][()].tolist(), float(group.attrs['dt'])]
                            else:
                                value = group['value'][()].tolist() if kind == 'ValuedEventData' else None
                                said = [group['idx'][()].tolist(), group['time'][()].tolist(), value]
                                said += [int(group.attrs['n_neurons']), float(group.attrs['t_max'])]
                            lines.append(' '.join(map(str, [name, key, kind] + said)))
                with h5py.File(sys.argv[1], 'r+') as file: # and changes
                    for node in file['nodes'].values():
                        for group in node['observables'].values():
                            group.attrs['__type__'] = group.attrs['__type__'] + 'X'
                    del file.attrs['__type__']
                    file.attrs['__type__'] = 'NIRGraphData'
                with h5py.File(sys.argv[1], 'r') as file:
                    assert file.attrs['__type__'] == 'NIRGraphData'
                    for node in file['nodes'].values():
                        assert node.attrs['__type__'] == 'NIRNodeData'
                        assert all(group.attrs['__type__'].endswith('DataX') for group in node['observables'].values())
                print('\\n'.join(sorted(lines)))
                """, written()));
    }

    @Test
    void shouldWriteWhatThePackageOfNirReads() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "nir");

        assertEquals(LINES, python.lines("""
                import sys, nir
                lines = []
                for name, node in nir.read_data(sys.argv[1]).nodes.items():
                    for key, data in node.observables.items():
                        if isinstance(data, nir.TimeGriddedData):
                            said = [data.data.tolist(), data.dt]
                        else:
                            value = data.value.tolist() if isinstance(data, nir.ValuedEventData) else None
                            said = [data.idx.tolist(), data.time.tolist(), value, data.n_neurons, data.t_max]
                        lines.append(' '.join(map(str, [name, key, type(data).__name__] + said)))
                print('\\n'.join(sorted(lines)))
                """, written()));
    }

    /** As {@code nir.write_data} writes: deflated, spikes on a grid as booleans. */
    @Test
    void shouldReadWhatH5pyWrites() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "h5py", "numpy");
        final Path file = directory.resolve("theirs.h5");
        python.lines("""
                import sys, h5py, numpy
                def signal(node, name, kind, arrays, **numbers):
                    group = node.create_group(name)
                    group.attrs['__type__'] = kind
                    for key, data in arrays.items():
                        group.create_dataset(key, data=data, dtype=data.dtype, compression='gzip')
                    for key, number in numbers.items():
                        group.attrs[key] = number
                with h5py.File(sys.argv[1], 'w') as file:
                    file.attrs['__type__'] = 'NIRGraphData'
                    node = file.create_group('nodes').create_group('lif')
                    node.attrs['__type__'] = 'NIRNodeData'
                    node = node.create_group('observables')
                    grid = numpy.array([[[True, False], [False, True]]])
                    signal(node, 'grid', 'TimeGriddedData', {'data': grid}, dt=0.001)
                    arrays = {'idx': numpy.array([[1, -1]]), 'time': numpy.array([[0.5, numpy.inf]])}
                    signal(node, 'events', 'EventData', arrays, n_neurons=2, t_max=1.0)
                    arrays['value'] = numpy.array([[0.25, 0]], 'f4')
                    signal(node, 'valued', 'ValuedEventData', arrays, n_neurons=2, t_max=1)
                """, file);

        check(NirData.read(file).nodes().get("lif"));
    }

    @Test
    void shouldReadWhatThePackageOfNirWrites() throws IOException, InterruptedException {
        final Python python = Python.with(directory, "nir");
        final Path file = directory.resolve("theirs.h5");
        python.lines("""
                import sys, nir, numpy
                idx, time = numpy.array([[1, -1]]), numpy.array([[0.5, numpy.inf]])
                nir.write_data(sys.argv[1], nir.NIRGraphData({'lif': nir.NIRNodeData({
                    'grid': nir.TimeGriddedData(numpy.array([[[True, False], [False, True]]]), 0.001),
                    'events': nir.EventData(idx, time, 2, 1.0),
                    'valued': nir.ValuedEventData(idx, time, 2, 1, numpy.array([[0.25, 0]], 'f4'))})}))
                """, file);

        check(NirData.read(file).nodes().get("lif"));
    }

    private static void check(Map<String, NirSignal> signals) {
        final NirSignal.Gridded grid = (NirSignal.Gridded) signals.get("grid");
        assertArrayEquals(new float[] {1, 0, 0, 1}, grid.data());
        assertEquals(0.001, grid.dt());
        for (final String name : List.of("events", "valued")) {
            final NirSignal.Events events = (NirSignal.Events) signals.get(name);
            assertArrayEquals(new int[] {1, -1}, events.index());
            assertArrayEquals(new double[] {0.5, NONE}, events.time());
            assertEquals(2, events.neurons());
            assertEquals(1, events.duration());
            assertArrayEquals(name.equals("events") ? null : new float[] {0.25f, 0}, events.value());
        }
    }
}
