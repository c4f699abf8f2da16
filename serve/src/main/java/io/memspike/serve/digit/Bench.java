package io.memspike.serve.digit;

import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.Cells;
import java.io.IOException;

/**
 * What a model is put to work on; numbers that are not given are as the model was trained.
 *
 * @param model its name
 * @param readNoise noise of each read, as a fraction of each cell's conductance; null for the model's
 * @param adcBits bits of the converters, 0 for exact reads; null for the model's
 * @param pruned share of each layer's connections that are cut in all, in [0, 1); null for the model's
 * @param device {@code own}, {@code rram} or {@code pcm}; null for {@code own}
 * @param age seconds since programming, of rram and pcm
 * @param faults share of cells that are stuck, half of them on
 * @param seed seed of devices, faults, ageing, read noise and converters, and of what encoders draw
 */
record Bench(
        String model,
        Double readNoise,
        Integer adcBits,
        Double pruned,
        String device,
        double age,
        double faults,
        long seed) {
    private static final String OWN = "own";
    private static final int MOST_BITS = 16;

    Bench {
        require("readNoise", readNoise == null ? 0 : readNoise, 1);
        require("pruned", pruned == null ? 0 : pruned, 1);
        require("faults", faults, 1);
        if (adcBits != null && (adcBits < 0 || adcBits > MOST_BITS)) {
            throw new IllegalArgumentException("adcBits: expected 0 to " + MOST_BITS + ", found " + adcBits);
        }
        device = device == null ? OWN : device;
        if (!device.matches("own|rram|pcm")) { // no other: some are read from files
            throw new IllegalArgumentException("device: expected own, rram or pcm, found another");
        }
    }

    private static void require(String name, double share, double most) {
        if (!(share >= 0 && share <= most)) {
            throw new IllegalArgumentException(name + ": expected a share in [0, 1], found " + share);
        }
    }

    /** {@code --adc-bits} as evaluate takes it. */
    String adcOption() {
        return adcBits == null ? null : adcBits == 0 ? "off" : adcBits.toString();
    }

    /** What the cells are, and what has befallen them; null where they are as the model says. */
    Cells cells() throws IOException {
        if (device.equals(OWN) && age == 0 && faults == 0) {
            return null;
        }
        final DeviceModel made = device.equals(OWN) ? null : DeviceCatalog.of(device);
        return Cells.OWN
                .with(made instanceof FormedRram ? null : made)
                .with(new CellFaults(faults / 2, faults / 2, 0, 0))
                .withAge(age);
    }
}
