package io.memspike.bench.jmh;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The energy counters of the processor packages (RAPL), as Linux shows them: {@code intel-rapl:N/energy_uj} in
 * microjoules, which starts again from 0 after {@code max_energy_range_uj} (Linux, Documentation/power/powercap). Zones
 * within a package ({@code intel-rapl:N:M}) are part of it, and zone {@code psys} holds it: neither is added. Kernels since
 * 5.10 let only root read them.
 *
 * @param zones counters that can be read
 */
record Powercap(List<Path> zones) {
    /** Where Linux keeps them. */
    static final Path SYSTEM = Path.of("/sys/class/powercap");

    /** The packages below a directory; none where it does not exist or nothing in it can be read. */
    static Powercap in(Path directory) {
        final List<Path> zones = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "*-rapl:*")) {
            for (final Path zone : children) {
                if (zone.getFileName().toString().matches("[a-z]+-rapl:\\d+") && isReadablePackage(zone)) {
                    zones.add(zone);
                }
            }
        } catch (IOException e) {
            return new Powercap(List.of());
        }
        zones.sort(null);
        return new Powercap(List.copyOf(zones));
    }

    private static boolean isReadablePackage(Path zone) {
        try {
            microjoules(zone, "energy_uj");
            return !Files.readString(zone.resolve("name")).strip().startsWith("psys");
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static long microjoules(Path zone, String file) throws IOException {
        return Long.parseLong(Files.readString(zone.resolve(file)).strip());
    }

    /** Present counters in microjoules, one a zone; empty where one cannot be read. */
    List<Long> read() {
        final List<Long> counters = new ArrayList<>();
        try {
            for (final Path zone : zones) {
                counters.add(microjoules(zone, "energy_uj"));
            }
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
        return counters;
    }

    /** Joules between two readings less than one round of the counters apart; empty where there is no reading. */
    OptionalDouble joules(List<Long> before, List<Long> after) {
        if (before.isEmpty() || before.size() != after.size()) {
            return OptionalDouble.empty();
        }
        double joules = 0;
        for (int i = 0; i < before.size(); i++) {
            long spent = after.get(i) - before.get(i);
            if (spent < 0) {
                try {
                    spent += microjoules(zones.get(i), "max_energy_range_uj");
                } catch (IOException | NumberFormatException e) {
                    return OptionalDouble.empty();
                }
            }
            joules += spent / 1e6;
        }
        return OptionalDouble.of(joules);
    }
}
