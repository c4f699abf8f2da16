package io.memspike.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.tasks.WriteTraining.Point;
import io.memspike.tasks.segment.SegmentationCurve;
import io.memspike.tasks.train.InpaintingNews;
import io.memspike.tasks.train.WriteCurve;
import io.memspike.topology.TrainingProgress.EpochResult;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvesTest {
    private static final WriteCurve WRITES = new WriteCurve(
            List.of(new Point(Writes.NONE, 0, null, 0.1), new Point(new Writes(3, 4), 0.5, 2.25, 0.75)), false, false);

    @TempDir
    Path directory;

    private static SegmentationCurve patches(Double watched) {
        return new SegmentationCurve(List.of(new EpochResult(1, 0.5, 0, 10, 2_000_000_000L, watched, Map.of())));
    }

    @Test
    void shouldWriteTables() throws IOException {
        final Path file = directory.resolve("c.csv");
        LearningCurves.write(file, WRITES);
        assertEquals(
                "writes,sets,resets,epoch,loss,testAccuracy\n0,0,0,0.0,,0.1\n7,3,4,0.5,2.25,0.75\n",
                Files.readString(file));
        LearningCurves.write(file, patches(0.25));
        assertEquals("epoch,loss,patchesPerSecond,heldOutPrAuc\n1,0.5,5.0,0.25\n", Files.readString(file));
        LearningCurves.write(file, patches(null));
        assertEquals("epoch,loss,patchesPerSecond\n1,0.5,5.0\n", Files.readString(file));
        LearningCurves.write(file, new SegmentationCurve(List.of()));
        assertEquals("epoch,loss,patchesPerSecond,heldOutPrAuc\n", Files.readString(file));
    }

    private static InpaintingNews.Curve holes(Double heldOut) {
        return new InpaintingNews.Curve(List.of(new InpaintingNews.Epoch(1, 1, 0.25, 0.5, 5, heldOut)));
    }

    @Test
    void shouldWriteHowHolesAreFilled() throws IOException {
        final Path file = directory.resolve("c.csv");
        LearningCurves.write(file, holes(0.75));
        assertEquals("epoch,loss,picturesPerSecond,heldOutHoleMse\n1,0.5,5.0,0.75\n", Files.readString(file));
        LearningCurves.write(file, holes(null));
        assertEquals("epoch,loss,picturesPerSecond\n1,0.5,5.0\n", Files.readString(file));
        final Path picture = directory.resolve("c.png");
        LearningCurves.write(picture, holes(0.75));
        assertEquals(500, ImageIO.read(picture.toFile()).getHeight());
    }

    @Test
    void shouldDrawPictures() throws IOException {
        final Path file = directory.resolve("c.png");
        LearningCurves.write(file, WRITES);
        assertEquals(800, ImageIO.read(file.toFile()).getWidth());
        LearningCurves.write(file, patches(0.25));
        assertEquals(500, ImageIO.read(file.toFile()).getHeight());
    }
}
