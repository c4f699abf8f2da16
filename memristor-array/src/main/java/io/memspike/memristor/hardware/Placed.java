package io.memspike.memristor.hardware;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.Dac;
import io.memspike.memristor.converter.internal.ConvertedSynapses;
import io.memspike.memristor.converter.internal.DacDriver;
import io.memspike.memristor.converter.internal.DrivenSynapses;
import io.memspike.memristor.digital.PostProcessedReadout;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.internal.PathSynapses;
import io.memspike.memristor.tile.internal.TiledSynapses;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The matrices of a graph on their hardware. What of it is exact costs nothing: weights that nothing befalls are plain
 * synapses. Same arguments, same bits. Immutable and thread-safe; cells are made when they are first asked for, and kept.
 */
public final class Placed implements Substrate, Surroundings {
    private final Placement placement;
    private final Graph graph;
    private final Graph numbers; // names the draws of nodes
    private final Weights weights;
    private final Kernels kernels;
    private final Map<String, MemristorArray> cells; // as their terminals see them
    private final Map<String, MemristorArray>
            gained; // the same through the gains of their read-outs, in one read's noise
    private final Map<String, PositionCells> tokenCells; // of nodes that tokens drive

    Placed(Placement placement, Graph graph, Weights weights, Kernels kernels) {
        this(
                placement,
                graph,
                graph,
                weights,
                kernels,
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }

    private Placed(
            Placement placement,
            Graph graph,
            Graph numbers,
            Weights weights,
            Kernels kernels,
            Map<String, MemristorArray> cells,
            Map<String, MemristorArray> gained,
            Map<String, PositionCells> tokenCells) {
        this.placement = placement;
        this.graph = graph;
        this.numbers = numbers;
        this.weights = weights;
        this.kernels = kernels;
        this.cells = cells;
        this.gained = gained;
        this.tokenCells = tokenCells;
    }

    /** What lies on what. */
    public Placement placement() {
        return placement;
    }

    /** Nodes and edges. */
    public Graph graph() {
        return graph;
    }

    /**
     * The same cells and converters in a graph with more nodes, whose weights are digital: adapters beside an encoder.
     *
     * @param wider has all nodes of this graph
     * @param exact gives the weights of those that are new
     */
    public Placed within(Graph wider, Weights exact) {
        final Weights own = weights;
        final Weights all = new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return exact.exact(node, matrix);
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return (numbers.has(node.name()) ? own : exact).cells(node, matrix); // named by this graph
            }
        };
        return new Placed(placement, wider, numbers, all, kernels, cells, gained, tokenCells);
    }

    /** Inner loops. */
    Kernels kernels() {
        return kernels;
    }

    /** The same cells behind converters of other full scales. */
    public Placed with(FullScales scales) {
        return new Placed(placement.with(scales), graph, numbers, weights, kernels, cells, gained, tokenCells);
    }

    /** The same cells, read without noise that differs between reads: as calibrations in studies do. */
    public Placed quiet() {
        return new Placed( // gains are those of reads without noise, too
                placement.each(Hardware::quiet),
                graph,
                numbers,
                weights,
                kernels,
                cells,
                new ConcurrentHashMap<>(),
                tokenCells);
    }

    /** The same cells, as the same reads find them, without what compensates drift where tokens drive. */
    public Placed uncompensated() {
        final Map<String, PositionCells> plain = new ConcurrentHashMap<>();
        tokenCells.forEach((node, each) -> plain.put(node, each.uncompensated()));
        final Placement without = placement.each(hardware -> hardware.tokens() == null
                ? hardware
                : hardware.with(hardware.tokens().uncompensated()));
        return new Placed(without, graph, numbers, weights, kernels, cells, gained, plain);
    }

    /**
     * The same with full scales that its converters need for some samples, found without noise.
     *
     * @param tensors the graph's tensors but weights
     * @param samples what is observed
     */
    public Placed calibrated(Map<String, float[]> tensors, ConverterCalibration.Presentation samples) {
        return with(ConverterCalibration.of(quiet(), tensors, samples, placement.seed()));
    }

    /**
     * The same hardware under weights that change from batch to batch, as training reads them. What is made of the
     * weights, cells included, is made anew.
     */
    @Override
    public Substrate around(Substrate exact) {
        return new Placed(placement, graph, weights.under(exact), kernels);
    }

    /**
     * A node's synapses.
     *
     * @throws IllegalArgumentException where a crossbar is too large for the memory, or the drive cannot send what the
     *     node's inputs can be
     */
    @Override
    public Synapses connect(Node node, Matrix matrix) {
        return placement.isDigital(node.name()) || !numbers.has(node.name())
                ? weights.exact(node, matrix)
                : observed(node, matrix, readout(node.name(), matrix));
    }

    /** A node that is not digital, read by something else, its rows driven by its DACs. */
    Synapses observed(Node node, Matrix matrix, ColumnReadout readout) {
        final Hardware hardware = placement.of(node.name());
        try {
            if (hardware.tokens() != null) {
                return tokens(node, matrix, hardware, readout);
            }
            final Synapses synapses = hardware.isTiled()
                    ? tiled(node, matrix, hardware, readout)
                    : whole(node, matrix, hardware, readout);
            return driven(node.name(), hardware, synapses);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
        }
    }

    private Synapses whole(Node node, Matrix matrix, Hardware hardware, ColumnReadout readout) {
        final Synapses synapses = hardware.isPlain()
                ? weights.exact(node, matrix) // bit for bit, and no cells have to be made
                : read(node, matrix, hardware).synapses(kernels, noise(hardware));
        final ColumnReadout warm = hardware.thermal() == null
                ? readout
                : warm(node, matrix, readout, Tiles.WHOLE.of(matrix), Math.abs(matrix.weightScale()));
        return warm == ColumnReadout.EXACT ? synapses : new ConvertedSynapses(synapses, warm);
    }

    /** Thermal noise in front of a read-out. */
    private ColumnReadout warm(Node node, Matrix matrix, ColumnReadout readout, ArrayGeometry geometry, double unit) {
        final Hardware hardware = placement.of(node.name());
        return ThermalReadout.of(
                readout,
                hardware.thermal(),
                cells(node, matrix),
                gained(node, matrix, hardware),
                geometry,
                unit,
                placement.seed());
    }

    private Synapses tiled(Node node, Matrix matrix, Hardware hardware, ColumnReadout readout) {
        final ArrayGeometry geometry = hardware.tiles().of(matrix);
        if (!hardware.tiles().addsCurrents()) {
            PathSynapses.requireBinary(weights.cells(node, matrix));
            return PathSynapses.of(cells(node, matrix), geometry, readout, kernels);
        }
        final InputGrid grid =
                geometry.drive() instanceof InputDrive.PulseWidth ? InputGrid.ANY : InputGrid.into(graph, node.name());
        final ColumnReadout warm =
                hardware.thermal() == null ? readout : warm(node, matrix, readout, geometry, 1); // sums of weights
        final TileSpec spec = new TileSpec(geometry, grid, warm, noise(hardware));
        return new TiledSynapses(read(node, matrix, hardware), spec, kernels);
    }

    private Synapses tokens(Node node, Matrix matrix, Hardware hardware, ColumnReadout readout) {
        final PositionCells lying = tokenCells(node, matrix);
        final int dacBits = hardware.converters().dacBits();
        return new PositionTiles(
                matrix,
                lying,
                dacBits == 0 ? 0 : Dac.bipolar(dacBits).highestCode(),
                readout,
                outputNoise(node, lying, hardware.tokens().outputNoise()),
                kernels);
    }

    /**
     * What a node has on its tiles whose tokens drive them.
     *
     * @throws IllegalArgumentException where it lies on something else
     */
    public PositionCells tokenCells(Node node, Matrix matrix) {
        final Hardware hardware = placement.of(node.name());
        if (hardware.tokens() == null) {
            throw new IllegalArgumentException(
                    "node " + node.name() + ": expected tiles that tokens drive, found others");
        }
        return tokenCells.computeIfAbsent(
                node.name(),
                name -> TokenColumns.of(weights.cells(node, matrix)).on(hardware, placement.seed()));
    }

    private PositionTiles.OutputNoise outputNoise(Node node, PositionCells lying, double sigma) {
        return sigma == 0
                ? PositionTiles.OutputNoise.NONE
                : OutputGaussian.of(sigma, placement.seed(), numbers.position(node.name()), lying.tiles(), kernels);
    }

    /** A node whose columns add up resistances, of cells that all meet their targets. */
    Synapses meeting(Node node, Matrix matrix, ColumnReadout readout) {
        return PathSynapses.meeting(
                weights.cells(node, matrix), placement.of(node.name()).tiles().of(matrix), readout, kernels);
    }

    private ReadNoise noise(Hardware hardware) {
        return hardware.noise(placement.seed());
    }

    private MemristorArray read(Node node, Matrix matrix, Hardware hardware) {
        final MemristorArray seen = gained(node, matrix, hardware);
        return hardware.cells().ownNoise() ? seen.withDeviceNoise() : seen;
    }

    private MemristorArray gained(Node node, Matrix matrix, Hardware hardware) {
        return gained.computeIfAbsent(
                node.name(),
                name -> hardware.gained(weights.cells(node, matrix), cells(node, matrix), placement.seed()));
    }

    /**
     * A node's cells as their terminals see them.
     *
     * @throws IllegalArgumentException where the node is digital, or a crossbar too large for the memory
     */
    public MemristorArray cells(Node node, Matrix matrix) {
        final Hardware hardware = placement.of(node.name());
        return cells.computeIfAbsent(node.name(), name -> hardware.seen(weights.cells(node, matrix), placement.seed()));
    }

    ColumnReadout readout(String node, Matrix matrix) {
        final AdcReadout converters = converters(node, matrix);
        return converters == null ? ColumnReadout.EXACT : corrected(node, matrix, converters);
    }

    /** A node's ADCs, as tile 0 where it is one crossbar; null where it has none, or no full scale. */
    public AdcReadout converters(String node, Matrix matrix) {
        final ConverterPlan plan = placement.of(node).converters();
        final Double scale = placement.fullScales().columns().get(node);
        return plan.bits() == 0 || scale == null
                ? null
                : new AdcReadout(
                        plan.adc(),
                        scale / placement.of(node).unit(matrix),
                        placement.fullScales().seed(),
                        numbers.position(node));
    }

    /** ADCs with the digital unit behind them, if there is one. */
    public ColumnReadout corrected(String node, Matrix matrix, AdcReadout converters) {
        final ConverterPlan plan = placement.of(node).converters();
        return plan.digital() == null
                ? converters
                : PostProcessedReadout.correcting(
                        converters,
                        placement.of(node).tiles().columns(matrix),
                        plan.digital().format(plan.bits()));
    }

    private Synapses driven(String node, Hardware hardware, Synapses synapses) {
        final int bits = hardware.converters().dacBits();
        final Double scale = placement.fullScales().rows().get(node);
        if (bits == 0 || scale == null) {
            return synapses;
        }
        final Dac dac = placement.fullScales().signed().contains(node) ? Dac.bipolar(bits) : Dac.unipolar(bits);
        return new DrivenSynapses(synapses, new DacDriver(dac, scale));
    }
}
