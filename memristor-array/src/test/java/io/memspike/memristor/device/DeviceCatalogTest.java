package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCatalogTest {
    @TempDir
    Path folder;

    @Test
    void shouldKnowItsDevices() throws IOException {
        assertEquals(FormedRram.prime(), DeviceCatalog.of("formed-rram"));
        assertEquals(new TargetRram(new ConductanceRange(1e-6, 40e-6)), DeviceCatalog.of("rram"));
        assertEquals(new PhaseChangeMemory(new ConductanceRange(0, 25e-6)), DeviceCatalog.of("pcm"));
        assertEquals(MagneticMemory.standard(), DeviceCatalog.of("mram"));
        assertEquals(ComplementaryPairs.standard(), DeviceCatalog.of("signs"));
    }

    @Test
    void shouldReadHistograms() throws IOException {
        final Path file = folder.resolve("cells.csv");
        Files.writeString(file, "conductance_low_siemens,conductance_high_siemens,count\n0,2e-6,5\n");

        assertEquals(1e-6, DeviceCatalog.of("histogram:" + file).meanSiemens());
        assertThrows(NoSuchFileException.class, () -> DeviceCatalog.of("histogram:" + folder.resolve("none")));
    }

    @Test
    void shouldListTheDevicesWhenThereIsNoSuchOne() {
        for (final String name : new String[] {"flash", "", "histogram:", "histogram", "pcm:", "pcm:3", "PCM"}) {
            Draws.assertRefused(
                    "device: expected formed-rram, histogram:FILE, mram, pcm, rram, signs, table:FILE, found " + name,
                    () -> DeviceCatalog.of(name));
        }
    }
}
