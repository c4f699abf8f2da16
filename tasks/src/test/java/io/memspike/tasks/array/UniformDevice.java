package io.memspike.tasks.array;

import io.memspike.core.RandomStream;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceFactory;
import io.memspike.memristor.device.DeviceModel;

/** A device of one's own: cells that form anywhere between two conductances, all equally likely. */
record UniformDevice(ConductanceRange range) implements DeviceModel {
    @Override
    public double meanSiemens() {
        return range.midSiemens();
    }

    @Override
    public double formSiemens(RandomStream stream) {
        return range.minSiemens() + range.widthSiemens() * stream.nextDouble();
    }

    /** {@code --device uniform:MIN-MAX}, in microsiemens. */
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "uniform";
        }

        @Override
        public String parameter() {
            return "MIN-MAX";
        }

        @Override
        public DeviceModel of(String argument) {
            final String[] ends = argument.split("-", 2);
            return new UniformDevice(
                    new ConductanceRange(1e-6 * Double.parseDouble(ends[0]), 1e-6 * Double.parseDouble(ends[1])));
        }
    }
}
