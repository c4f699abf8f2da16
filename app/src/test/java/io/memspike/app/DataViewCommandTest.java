package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.recording.DataView;
import io.memspike.tasks.recording.RecordingChoice;
import io.memspike.tasks.recording.RecordingDrawing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of recordings. */
class DataViewCommandTest {
    private static final int SIDE = 34;
    private static final int ZOOM = 256 / SIDE;
    private static final int WHITE = 0xffffff;

    /** x, y, ON, microseconds: 300 ms, one event in each 100 of it, and two at the end. */
    private static final int[][] EVENTS = {
        {3, 5, 1, 0}, {20, 7, 0, 100_000}, {33, 33, 1, 200_000}, {0, 33, 0, 299_999}, {3, 6, 1, 299_999}
    };

    @TempDir
    Path directory;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = EventBin.write(directory.resolve("r.bin"), EVENTS);
    }

    private Path view(String name, Object... options) {
        final Path out = directory.resolve(name);
        final Cli cli =
                Cli.run(Stream.concat(Stream.of("data", "view", recording, "--out", out), Arrays.stream(options))
                        .toArray());
        assertEquals(0, cli.status(), cli.err());
        return out;
    }

    /** The colour of a sensor's pixel, all of whose image pixels have it. */
    private static int colour(BufferedImage image, int x, int y) {
        final int colour = image.getRGB(ZOOM * x, ZOOM * y) & WHITE;
        for (int dx = 0; dx < ZOOM; dx++) {
            for (int dy = 0; dy < ZOOM; dy++) {
                assertEquals(colour, image.getRGB(ZOOM * x + dx, ZOOM * y + dy) & WHITE, x + ", " + y);
            }
        }
        return colour;
    }

    private static int[] eventAt(int x, int y, int last) {
        int[] found = null;
        for (final int[] event : EVENTS) {
            found = event[0] == x && event[1] == y && event[3] <= last ? event : found;
        }
        return found;
    }

    /** ON is red, OFF is blue, what is older is paler, half for each third of the whole, and where nothing was it is white. */
    @Test
    void shouldDrawTheLastTimesOfAllPixels() throws IOException {
        final BufferedImage image = ImageIO.read(view("surface.png").toFile());

        assertEquals(ZOOM * SIDE, image.getWidth());
        assertEquals(ZOOM * SIDE, image.getHeight());
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                final int[] event = eventAt(x, y, Integer.MAX_VALUE);
                int expected = WHITE;
                if (event != null) {
                    final int pale = 255 - (int) Math.round(255 * Math.pow(0.5, (300_000 - event[3]) / 100_000.0));
                    expected = event[2] == 1 ? 0xff0000 | pale << 8 | pale : pale << 16 | pale << 8 | 0xff;
                }
                assertEquals(Integer.toHexString(expected), Integer.toHexString(colour(image, x, y)), x + ", " + y);
            }
        }
    }

    @Test
    void shouldDrawWhatFiltersLeave() throws IOException {
        final BufferedImage image =
                ImageIO.read(view("off.png", "--filter", "polarity:keep=0").toFile());

        int coloured = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                final int colour = image.getRGB(x, y) & WHITE;
                coloured += colour == WHITE ? 0 : 1;
                assertTrue(colour == WHITE || (colour & 0xff) == 0xff, "blue alone");
            }
        }
        assertEquals(2 * ZOOM * ZOOM, coloured); // the two OFF events
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "60"})
    void shouldAnimateInAsManyPictures(int frames) throws IOException {
        final List<BufferedImage> images = images(view("a.gif", "--frames", frames));

        assertEquals(frames, images.size());
        for (int i = 0; i < frames; i++) {
            assertEquals(ZOOM * SIDE, images.get(i).getWidth());
            final int end = (int) (300_000L * (i + 1) / frames) - 1; // of the picture's stretch of time
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    final int colour = colour(images.get(i), x, y);
                    final int[] event = eventAt(x, y, end);
                    if (event == null) {
                        assertEquals(WHITE, colour, i + ": " + x + ", " + y);
                    } else if (300_000 / frames > end - event[3]) { // younger than a picture; half as bright at least
                        final boolean isRed = (colour >> 16) > (colour & 0xff);
                        assertEquals(event[2] == 1, isRed, i + ": " + Integer.toHexString(colour));
                        assertFalse(colour == WHITE);
                    }
                }
            }
        }
    }

    private static List<BufferedImage> images(Path gif) throws IOException {
        final ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            final List<BufferedImage> images = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                images.add(reader.read(i));
            }
            return images;
        } finally {
            reader.dispose();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, surface, '--out: expected a file named .png or .gif, found '",
        "a, surface, '--out: expected a file named .png or .gif, found '",
        "a.gif, rate, '--plot: expected surface for a GIF, found rate'"
    })
    void shouldRefuseWhatItWouldDrawAsSomethingElse(String name, String plot, String expected) throws IOException {
        final Path out = directory.resolve(name);

        final Cli cli = Cli.run("data", "view", recording, "--out", out, "--plot", plot);

        assertEquals(2, cli.status());
        assertTrue(cli.err().contains(expected), cli.err());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource({
        "--to npz --hop-ms 10, '--hop-ms: expected an event file to write, found '",
        "--to npz --bin-events 9, '--bin-events: expected an event file to write, found '",
        "--to events --hop-ms 10 --bin-events 9, '--hop-ms: expected none of bins of events, found 10.0'"
    })
    void shouldRefuseOptionsThatItWouldPassOver(String options, String expected) throws IOException {
        final Path out = directory.resolve("out");

        final Cli cli = Cli.run(
                Stream.concat(Stream.of("data", "convert", recording, "--out", out), Arrays.stream(options.split(" ")))
                        .toArray());

        assertEquals(2, cli.status());
        assertTrue(cli.err().contains(expected), cli.err());
        assertFalse(Files.exists(out));
    }

    /** More bins than one can count, 2^64 / 18 of 18 pixels and polarities among them, whose product is 2 in 64 bits. */
    @ParameterizedTest
    @CsvSource({"1000000000000000, 1000000000000001", "1024819115206086200, 1024819115206086201"})
    void shouldNameTheRecordingThatIsTooLong(long last, String bins) throws IOException {
        final Path file = Files.writeString(directory.resolve("r.csv"), "t,x,y,p\n0,2,2,1\n" + last + ",2,2,1\n");
        final Path out = directory.resolve("out.safetensors");

        final Cli cli = Cli.run("data", "convert", file, "--out", out, "--bin-ms", "0.001");

        assertEquals(
                "memspike: " + file + ": expected at most 2^30 counts, found " + bins + " bins of 2×3×3\n",
                cli.assertFailed());
        assertFalse(Files.exists(out));
    }

    /** 200 stretches of 1.5 ms, in which an event is a rate of 666.7 a second. */
    @Test
    void shouldDrawTheRateOfEvents() throws IOException {
        final BufferedImage image =
                ImageIO.read(view("rate.png", "--plot", "rate").toFile());
        assertEquals(800, image.getWidth());
        assertEquals(500, image.getHeight());

        final List<RecordingDrawing> drawn = new ArrayList<>();
        final DataView.Plan plan = new DataView.Plan(
                new RecordingChoice(recording, null, null, 1), directory.resolve("none.png"), "rate", 1);
        new DataView()
                .run(plan, new Run(1, "scalar", Progress.NONE, (file, what) -> drawn.add((RecordingDrawing) what)));
        final float[] rates = drawn.get(0).frames()[0];
        final float[] expected = new float[400];
        for (final int[] event : EVENTS) {
            expected[2 * (int) (event[3] / 1_500.0) + event[2]] += (float) (1e6 / 1_500);
        }
        assertEquals(Arrays.toString(expected), Arrays.toString(rates));
    }
}
