package io.memspike.interchange.lava;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.kind.matrix.Size;
import io.memspike.interchange.internal.HdfNumbers;
import io.memspike.interchange.internal.HdfTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a {@code .net} file apart. */
final class LavaReader {
    private static final List<String> TYPES = List.of("input", "conv", "dense", "dense_rec", "flatten");
    private static final List<String> NEURONS = List.of("CUBA", "LOIHI");
    private static final int MOST_LAYERS = 1 << 12;
    private static final int LARGEST = 1 << 24;
    private static final int BITS = 256; // that Loihi's synapses hold, with a sign
    private static final float[] NONE = {};

    private final Object file;
    private final HdfTree.Branch root;
    private final List<String> notes = new ArrayList<>();

    LavaReader(Object file, HdfTree.Branch root) {
        this.file = file;
        this.root = root;
    }

    LavaNet net(int most) throws FileFormatException {
        final HdfTree.Branch all = root.branch("layer");
        final int count = all.names().size();
        if (count < 1 || count > MOST_LAYERS) {
            throw all.refusal("layers, from 0 on", count);
        }
        final List<LavaLayer> layers = new ArrayList<>();
        for (int i = 0; i < (most == 0 ? count : Math.min(most, count)); i++) {
            layers.add(layer(i, all.branch(String.valueOf(i))));
        }
        final HdfTree.Branch first = all.branch("0");
        return new LavaNet(
                file,
                layers,
                first.has("weight") && layers.get(0).isInput() ? whole(first, "weight") : 64,
                first.has("bias") && layers.get(0).isInput() ? whole(first, "bias") : 0,
                notes);
    }

    private LavaLayer layer(int position, HdfTree.Branch layer) throws FileFormatException {
        final String type = layer.text("type");
        if (!TYPES.contains(type)) {
            throw layer.refusal("type", "one of " + TYPES, type);
        }
        final boolean isMatrix = type.equals("conv") || type.startsWith("dense");
        final LavaNeuron neuron =
                layer.has("neuron") ? neuron(position, layer.branch("neuron")) : isMatrix ? LavaNeuron.SUM : null;
        final HdfNumbers weight = isMatrix ? weight(layer, type) : new HdfNumbers(List.of(), new double[0]);
        return new LavaLayer(
                position,
                type,
                shape(layer),
                neuron,
                isMatrix ? wholes(layer, "weight", weight) : NONE,
                weight.extents(),
                type.equals("dense_rec") ? wholes(layer, "weight_rec", layer.numbers("weight_rec")) : NONE,
                isMatrix && layer.has("bias") ? wholes(layer, "bias", layer.numbers("bias")) : NONE,
                layer.has("delay") ? delays(layer) : NONE,
                type.equals("conv") ? window(layer) : null);
    }

    /** Channels, rows, columns; of a vector its length, wherever that stands. */
    private static Shape shape(HdfTree.Branch layer) throws FileFormatException {
        final double[] said = layer.numbers("shape").values();
        final int[] extents = new int[3];
        for (int i = 0; i < 3; i++) {
            extents[i] = i < said.length ? (int) said[i] : 1;
        }
        if (said.length < 1 || said.length > 3) {
            throw layer.refusal("shape", "1 to 3 extents", said.length);
        }
        try {
            final Shape shape = new Shape(extents[0], extents[1], extents[2]);
            final boolean isVector = Math.max(extents[0], Math.max(extents[1], extents[2])) == shape.size();
            return isVector ? Shape.vector(shape.size()) : shape;
        } catch (IllegalArgumentException e) {
            throw layer.refusal("shape", "extents of at least 1", Arrays.toString(said));
        }
    }

    private LavaNeuron neuron(int position, HdfTree.Branch neuron) throws FileFormatException {
        final String type = neuron.text("type");
        if (!NEURONS.contains(type)) {
            throw neuron.refusal("type", "one of " + NEURONS, type);
        }
        for (final String none : new String[] {"gradedSpike", "wgtExp", "messageBits"}) {
            if (neuron.has(none) && whole(neuron, none) != 0) {
                throw neuron.refusal(none, "0", whole(neuron, none));
            }
        }
        if (neuron.has("refDelay") && whole(neuron, "refDelay") > 1) {
            notes.add("layer " + position + ": refDelay " + whole(neuron, "refDelay")
                    + " is not used, for Lava does not");
        }
        return new LavaNeuron(
                decay(neuron, "iDecay"), decay(neuron, "vDecay"), within(neuron, "vThMant", (1 << 17) - 1));
    }

    private static int decay(HdfTree.Branch neuron, String name) throws FileFormatException {
        return within(neuron, name, 4096);
    }

    private static int within(HdfTree.Branch branch, String name, int most) throws FileFormatException {
        final int whole = whole(branch, name);
        if (whole < 0 || whole > most) {
            throw branch.refusal(name, "a whole number from 0 to " + most, whole);
        }
        return whole;
    }

    private static int whole(HdfTree.Branch branch, String name) throws FileFormatException {
        final HdfNumbers numbers = branch.numbers(name);
        if (numbers.values().length != 1) {
            throw branch.refusal(name, "one number", "extents " + numbers.extents());
        }
        return (int) wholes(branch, name, numbers)[0];
    }

    private static float[] wholes(HdfTree.Branch branch, String name, HdfNumbers numbers) throws FileFormatException {
        final float[] wholes = new float[numbers.values().length];
        for (int i = 0; i < wholes.length; i++) {
            final double value = numbers.values()[i];
            if (value != Math.rint(value) || Math.abs(value) >= LARGEST) {
                throw branch.refusal(name, "whole numbers below 2^24", value + " at " + i);
            }
            wholes[i] = (float) value;
        }
        return wholes;
    }

    /** In [out, in], or [out, in / groups, rows, columns], without the extent of time. */
    private HdfNumbers weight(HdfTree.Branch layer, String type) throws FileFormatException {
        if (layer.hasBranch("weight")) {
            throw layer.refusal("weight", "real numbers", "a group, as complex ones have");
        }
        final HdfNumbers weight = layer.numbers("weight");
        final int rank = type.equals("conv") ? 4 : 2;
        List<Integer> extents = weight.extents();
        while (extents.size() > rank && extents.get(extents.size() - 1) == 1) {
            extents = extents.subList(0, extents.size() - 1);
        }
        final int out = shape(layer).channels();
        if (rank == 2 && extents.size() == 1 && weight.values().length % out == 0) {
            extents = List.of(out, weight.values().length / out);
        }
        if (extents.size() != rank || extents.contains(0)) {
            throw layer.refusal(
                    "weight",
                    rank == 2 ? "extents [out, in]" : "extents [out, in / groups, rows, columns]",
                    weight.extents());
        }
        for (final double value : weight.values()) {
            if (Math.abs(value) > BITS) {
                notes.add(layer.path()
                        + ": weights of more than 8 bits, as Loihi's synapses do not hold, are used as they are");
                break;
            }
        }
        return new HdfNumbers(extents, weight.values());
    }

    private static float[] delays(HdfTree.Branch layer) throws FileFormatException {
        final float[] delays = wholes(layer, "delay", layer.numbers("delay"));
        for (int i = 0; i < delays.length; i++) {
            if (delays[i] < 0 || delays[i] > BITS) {
                throw layer.refusal("delay", "whole numbers from 0 to " + BITS, delays[i] + " at " + i);
            }
        }
        return delays;
    }

    private static LavaWindow window(HdfTree.Branch layer) throws FileFormatException {
        return new LavaWindow(
                pair(layer, "stride", 1),
                pair(layer, "padding", 0),
                pair(layer, "dilation", 1),
                layer.has("groups") ? within(layer, "groups", 1 << 16) : 1);
    }

    private static Size pair(HdfTree.Branch layer, String name, int otherwise) throws FileFormatException {
        if (!layer.has(name)) {
            return Size.of(otherwise);
        }
        final float[] numbers = wholes(layer, name, layer.numbers(name));
        if (numbers.length < 1 || numbers.length > 2) {
            throw layer.refusal(name, "one number, or two", numbers.length);
        }
        return new Size((int) numbers[0], (int) numbers[numbers.length - 1]);
    }
}
