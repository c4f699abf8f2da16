package io.memspike.memristor;

import io.memspike.core.RandomStream;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.IvCurve;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.internal.CounterGaussian;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The memristors of one layer: a differential pair for each weight, {@code weight = (G⁺ − G⁻)/siemensPerWeight}. Pairs
 * are formed at random and never tuned, or programmed to given weights; either way an array never changes, and what
 * befalls it (pruning, faults, age) gives another array. Pruning disconnects a pair: it conducts nothing and makes no
 * noise. Weights reach a network only through {@link #synapses}.
 *
 * <p>All arrays are in the order of the layer's weight tensor in files ({@link Matrix#weightShape()}); all that are handed
 * out are copies. Immutable and thread-safe. Every draw of one cell after forming depends on seed, layer and cell alone.
 */
public final class MemristorArray {
    private final Matrix layer;
    private final int layerPosition;
    private final ArrayCells cells;
    private final Reading reading;
    private final float[] weights;
    private final byte[] mask; // 1 connected, 0 disconnected

    private MemristorArray(
            Matrix layer, int layerPosition, ArrayCells cells, Reading reading, float[] weights, byte[] mask) {
        this.layer = layer;
        this.layerPosition = layerPosition;
        this.cells = cells;
        this.reading = reading;
        this.weights = weights;
        this.mask = mask;
    }

    /**
     * Forms the cells of a layer at random, in file order, G⁺ before G⁻; all pairs are connected and weights are in
     * microsiemens. Same arguments, same bits.
     *
     * @param layer what the weights are for
     * @param device how a cell comes by its conductance
     * @param seed the user's seed
     * @param layerPosition position of the layer in the network, which gives each layer a stream of its own
     */
    public static MemristorArray program(Matrix layer, DeviceModel device, long seed, int layerPosition) {
        requirePosition(layerPosition);
        final int n = layer.weights();
        final ArrayCells cells =
                ArrayCells.formed(device, Math.multiplyExact(2, n), RandomStream.of(seed, "devices", layerPosition));
        return new MemristorArray(
                layer, layerPosition, cells, Reading.IDEAL, Reading.IDEAL.weights(cells), allConnected(n));
    }

    /**
     * The same layer's cells where some pairs were formed anew.
     *
     * @param later the layer's cells as they were formed later, on the same device; neither array was programmed to targets, aged or pruned
     * @param which tells of each weight, in file order, whether its pair is the later one
     */
    public MemristorArray formedAnew(MemristorArray later, IntPredicate which) {
        requireLength(layer, "weights", later.weights.length);
        final ArrayCells both = cells.withPairs(later.cells, which);
        return new MemristorArray(
                layer, layerPosition, both, Reading.IDEAL, Reading.IDEAL.weights(both), allConnected(weights.length));
    }

    /**
     * Pairs that stand for given weights, of a model that was trained elsewhere or in software:
     * {@code G± = common ± weight/2}, where {@code common} is the device's mean, or {@code |weight|/2} where that is
     * larger, so that no conductance is negative. {@link #weights()} returns the given bits.
     *
     * @param layer what the weights are for
     * @param weights in microsiemens, finite. Not modified, not kept.
     * @param device gives the mean; its chance plays no part
     * @param layerPosition position of the layer in the network
     */
    public static MemristorArray mapped(Matrix layer, float[] weights, DeviceModel device, int layerPosition) {
        requirePosition(layerPosition);
        requireLength(layer, "weights", weights.length);
        final int n = weights.length;
        final double mean = device.meanSiemens();
        final double[] siemens = new double[Math.multiplyExact(2, n)];
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException(
                        layer.type() + ": expected finite weights, found " + weights[i] + " at index " + i);
            }
            final double half = weights[i] / 2.0 / 1e6;
            final double common = Math.max(mean, Math.abs(half));
            siemens[2 * i] = common + half;
            siemens[2 * i + 1] = common - half;
        }
        final ArrayCells cells = ArrayCells.exact(device, siemens);
        return new MemristorArray(layer, layerPosition, cells, Reading.IDEAL, weights.clone(), allConnected(n));
    }

    /**
     * Fresh cells of a programmable device that hold this array's weights, of whatever scale:
     *
     * <pre>
     *   G⁺ = g_min + max(w, 0) · k,   G⁻ = g_min + max(−w, 0) · k,   k = (g_max − g_min) / max |w|
     * </pre>
     *
     * rounded to the device's levels, missed by its programming error. k, over the connected pairs, becomes
     * {@link #siemensPerWeight()}; {@link #weights()} are what came about, in the unit that they had. Disconnected pairs
     * are not written. Faults and age stay with the old cells.
     *
     * <p>Where the cells were aimed at targets themselves, as those of a programmable device are when it forms them, the new ones
     * are aimed at the same: another chip misses what the first one missed by errors of its own. From one range to another they are carried
     * over in proportion, and so is {@link #siemensPerWeight()}.
     *
     * @param device what to program
     * @param writeVerify how
     * @param seed the user's seed
     */
    public MemristorArray programmedOnto(ProgrammableDevice device, WriteVerify writeVerify, long seed) {
        final double min = device.range().minSiemens();
        final double max = device.range().maxSiemens();
        if (cells.isAimed() && cells.device() instanceof ProgrammableDevice aimed) {
            final double factor = device.range().widthSiemens() / aimed.range().widthSiemens();
            final double[] again = cells.targets(mask, aimed.range().minSiemens(), factor, min, max);
            return written(
                    ArrayCells.programmed(device, again, writeVerify, seed, layerPosition),
                    factor * siemensPerWeight());
        }
        final double siemensPerWeight = device.range().widthSiemens() / largestWeight();
        final double[] target = new double[2 * weights.length];
        for (int i = 0; i < weights.length; i++) {
            final boolean connected = mask[i] != 0;
            target[2 * i] = connected ? Math.min(max, min + Math.max(weights[i], 0) * siemensPerWeight) : Double.NaN;
            target[2 * i + 1] =
                    connected ? Math.min(max, min + Math.max(-weights[i], 0) * siemensPerWeight) : Double.NaN;
        }
        return written(ArrayCells.programmed(device, target, writeVerify, seed, layerPosition), siemensPerWeight);
    }

    private MemristorArray written(ArrayCells written, double siemensPerWeight) {
        final Reading scaled = reading.withSiemensPerWeight(siemensPerWeight);
        return new MemristorArray(layer, layerPosition, written, scaled, scaled.weights(written), mask);
    }

    /** Largest magnitude of a connected pair's weight; 1 where all are 0. */
    private double largestWeight() {
        double largest = 0;
        for (int i = 0; i < weights.length; i++) {
            largest = Math.max(largest, mask[i] == 0 ? 0 : Math.abs(weights[i]));
        }
        return largest == 0 ? 1 : largest;
    }

    /**
     * The same devices with pairs disconnected: those whose mask is 0, and those that were so before.
     *
     * @param mask 1 to keep, 0 to disconnect, one for each weight. Not modified, not kept.
     */
    public MemristorArray disconnect(byte[] mask) {
        requireLength(layer, "mask entries", mask.length);
        final byte[] both = this.mask.clone();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0 && mask[i] != 1) {
                throw new IllegalArgumentException(
                        layer.type() + ": expected mask entries of 0 or 1, found " + mask[i] + " at index " + i);
            }
            both[i] &= mask[i];
        }
        return new MemristorArray(layer, layerPosition, cells, reading, weights, both);
    }

    /**
     * The same devices with faults among them; a cell that is faulty already stays as it is. A disconnected pair stays
     * disconnected whatever befalls its cells: pruning holds by the cells' access transistors, which none of these
     * faults touches, a shorted memristor included.
     *
     * @param faults rates
     * @param seed seed of the draws
     */
    public MemristorArray withFaults(CellFaults faults, long seed) {
        return faults.isPresent() ? with(cells.withFaults(faults, seed, layerPosition)) : this;
    }

    /**
     * The same devices after writes that not all of them have stood: those lie stuck. A cell that is faulty already stays as it is.
     *
     * @param endurance how many writes, and what they do
     * @param seed seed of the draws
     */
    public MemristorArray worn(Endurance endurance, long seed) {
        return endurance.writes() > 0 ? with(cells.worn(endurance, seed, layerPosition)) : this;
    }

    /**
     * The same devices some time after they were programmed or formed, whatever their age was before: drift and
     * relaxation of each cell follow its own course for the seed. Faulty cells stay as they are.
     *
     * @param seconds time since programming, finite and at least 0
     * @param seed seed of the draws
     */
    public MemristorArray after(double seconds, long seed) {
        return with(cells.after(seconds, seed, layerPosition));
    }

    /**
     * The same devices after reads that disturb them, at the age that they have. Faulty cells stay as they are; a later {@link #after}
     * starts again from the devices as they were written.
     *
     * @param disturb how many reads, and what they do
     */
    public MemristorArray disturbed(ReadDisturb disturb) {
        return disturb.isPresent() ? with(cells.disturbed(disturb)) : this;
    }

    /**
     * The same devices as one read finds them: each cell with the noise that the device makes itself at its age, drawn once, and
     * never below 0. What is read again and again within an inference that is short beside the noise looks like this.
     *
     * @param seed seed of the draws, which differ between ages
     */
    public MemristorArray readOnce(long seed) {
        return with(cells.readOnce(seed, layerPosition));
    }

    /**
     * The same devices as their terminals see them, where wires take a share of each cell's conductance. Weights and read
     * noise follow; a later {@link #after} starts again from the devices themselves.
     *
     * @param positiveSiemens what is left of each G⁺, finite and at least 0. Not modified, not kept.
     * @param negativeSiemens what is left of each G⁻. Not modified, not kept.
     */
    public MemristorArray behindWires(double[] positiveSiemens, double[] negativeSiemens) {
        requireConductances("G⁺", positiveSiemens);
        requireConductances("G⁻", negativeSiemens);
        return with(cells.withSiemens(positiveSiemens, negativeSiemens));
    }

    /**
     * The same where wires are solved exactly, as a mesh between all terminals: it joins every driver to every sense
     * amplifier, so that pairs that are disconnected as devices are seen, too, by what reaches their columns through
     * others.
     *
     * @param positiveSiemens conductance of the mesh in place of each G⁺, finite and at least 0. Not modified, not kept.
     * @param negativeSiemens the same of each G⁻. Not modified, not kept.
     */
    public MemristorArray behindMeshes(double[] positiveSiemens, double[] negativeSiemens) {
        final MemristorArray behind = behindWires(positiveSiemens, negativeSiemens);
        return new MemristorArray(
                layer, layerPosition, behind.cells, reading, reading.weights(behind.cells), allConnected(mask.length));
    }

    private void requireConductances(String what, double[] siemens) {
        requireLength(layer, what, siemens.length);
        for (int i = 0; i < siemens.length; i++) {
            if (!(siemens[i] >= 0 && siemens[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(layer.type() + ": " + what + ": expected a finite conductance of at"
                        + " least 0, found " + siemens[i] + " at index " + i);
            }
        }
    }

    /** Pairs that conduct as before keep their weights, bit for bit. */
    private MemristorArray with(ArrayCells changed) {
        final float[] newWeights = reading.weights(changed);
        for (int i = 0; i < newWeights.length; i++) {
            newWeights[i] = changed.agrees(cells, i) ? weights[i] : newWeights[i];
        }
        return new MemristorArray(layer, layerPosition, changed, reading, newWeights, mask);
    }

    /**
     * The same devices, read with the noise that they make themselves as well, at their age; {@link ReadNoise#seed()}
     * is its seed, also where {@link ReadNoise#sigma()} is 0. Devices without such noise read as before.
     */
    public MemristorArray withDeviceNoise() {
        return new MemristorArray(layer, layerPosition, cells, reading.withDeviceNoise(), weights, mask);
    }

    /** The same devices whose rows are driven by voltages in proportion to the inputs, over cells with that curve. */
    public MemristorArray withCurve(IvCurve curve) {
        return new MemristorArray(layer, layerPosition, cells, reading.withCurve(curve), weights, mask);
    }

    /**
     * Whether both cells of a pair were aimed at the same level, of the few that their device has: what the pair weighs is their
     * errors alone.
     *
     * @param i number of the weight
     */
    public boolean isAimedAlike(int i) {
        return device().range().levels() != ConductanceRange.CONTINUOUS && cells.isAimedAlike(i);
    }

    /**
     * What a cell of a pair was aimed at, in siemens; NaN where it just came about as it formed, or was imagined for a given weight.
     *
     * @param positive whether it is G⁺, else G⁻
     * @param i number of the weight
     */
    public double targetSiemens(boolean positive, int i) {
        return cells.targetSiemens(2 * i + (positive ? 0 : 1));
    }

    /**
     * What is wrong with a cell of a pair.
     *
     * @param positive whether it is G⁺, else G⁻
     * @param i number of the weight
     */
    public CellFault fault(boolean positive, int i) {
        return cells.fault(2 * i + (positive ? 0 : 1));
    }

    /** The layer that the weights are for. */
    public Matrix layer() {
        return layer;
    }

    /** Position of the layer in the network. */
    public int layerPosition() {
        return layerPosition;
    }

    /** What the cells are. */
    public DeviceModel device() {
        return cells.device();
    }

    /** What programming cost; nothing where cells were formed, or imagined for given weights. */
    public Programming programming() {
        return cells.written().programming();
    }

    /** Time since programming or forming. */
    public double ageSeconds() {
        return cells.ageSeconds();
    }

    /** How many cells have that fault. */
    public int faults(CellFault fault) {
        return cells.count(fault);
    }

    /** Current by voltage of the cells. */
    public IvCurve curve() {
        return reading.curve();
    }

    /** Difference of a pair's conductances that stands for a weight of 1: 1 µS, but for programmed arrays. */
    public double siemensPerWeight() {
        return reading.siemensPerWeight();
    }

    /** {@code (G⁺ − G⁻)/siemensPerWeight} of every pair, connected or not: a model file's weights. A copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** Conductances G⁺, of pairs connected or not. A copy. */
    public double[] positiveSiemens() {
        return cells.siemens(0);
    }

    /** Conductances G⁻, of pairs connected or not. A copy. */
    public double[] negativeSiemens() {
        return cells.siemens(1);
    }

    /** 1 where a pair is connected, else 0: a model file's mask. A copy. */
    public byte[] mask() {
        return mask.clone();
    }

    /** {@code weightScale · weight · mask}: what the noise-free synapses weigh. A copy. */
    public float[] effectiveWeights() {
        final float[] effective = new float[weights.length];
        for (int i = 0; i < effective.length; i++) {
            effective[i] = mask[i] == 0 ? 0f : layer.weightScale() * weights[i];
        }
        return effective;
    }

    /**
     * Synapses whose reads are all alike, whatever noise the devices make; {@link #synapses(Kernels, ReadNoise)}
     * without noise.
     */
    public Synapses synapses(Kernels kernels) {
        return reading.curved(WeightedSynapses.of(layer, effectiveWeights(), kernels));
    }

    /**
     * Synapses over this array. Without noise they are those of the core with the effective weights, bit for bit. With
     * noise every current gets a normal deviate of variance
     *
     * <pre>  weightScale² · Σ value² · variance   over active inputs with connected pairs, see {@link #readVariances}</pre>
     *
     * which is the distribution that a draw for each cell would give; a current without such cells stays as it is. Where
     * the I–V curve is not linear, {@link IvCurve#drive} of the value takes the value's place.
     *
     * @param kernels inner loops
     * @param noise what differs between reads
     */
    public Synapses synapses(Kernels kernels, ReadNoise noise) {
        if (!noise.isPresent() && !reading.deviceNoise()) {
            return synapses(kernels);
        }
        final Synapses mean = WeightedSynapses.of(layer, effectiveWeights(), kernels);
        // one factor for all where there is but one kind of noise
        final double common = reading.deviceNoise() ? 1 : noise.sigma();
        final Synapses variance =
                WeightedSynapses.of(layer, reading.variances(cells, mask, noise.sigma() / common), kernels);
        final float scale = (float) (common * Math.abs(layer.weightScale()));
        final long source = CounterGaussian.source(noise.seed(), layerPosition);
        return reading.curved(new NoisySynapses(mean, variance, scale, source, kernels));
    }

    /**
     * Variance of each pair's weight between reads, in the weights' unit squared:
     *
     * <pre>  (sigma² · (G⁺² + G⁻²) + s⁺² + s⁻²) / siemensPerWeight²</pre>
     *
     * with s the device's own noise where it {@linkplain #withDeviceNoise is asked for}; 0 for disconnected pairs. A copy.
     */
    public float[] readVariances(ReadNoise noise) {
        return reading.variances(cells, mask, noise.sigma());
    }

    /**
     * The share of each pair's {@linkplain #readVariances variance} that one of its cells has, for columns that are read
     * apart. A copy.
     *
     * @param positive whether of G⁺, else of G⁻
     */
    public float[] cellVariances(boolean positive, ReadNoise noise) {
        return reading.cellVariances(cells, mask, noise.sigma(), positive ? 0 : 1);
    }

    /** Whether reads have the noise that devices make themselves. */
    public boolean hasDeviceNoise() {
        return reading.deviceNoise();
    }

    private static byte[] allConnected(int n) {
        final byte[] mask = new byte[n];
        Arrays.fill(mask, (byte) 1);
        return mask;
    }

    private static void requireLength(Matrix layer, String what, int length) {
        if (length != layer.weights()) {
            throw new IllegalArgumentException(
                    layer.type() + ": expected " + layer.weights() + " " + what + ", found " + length);
        }
    }

    private static void requirePosition(int layerPosition) {
        if (layerPosition < 0) {
            throw new IllegalArgumentException(
                    "layerPosition: expected a position of at least 0, found " + layerPosition);
        }
    }
}
