package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.Split;
import io.memspike.memristor.wire.Partition;
import io.memspike.topology.TrainingProgress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionStudyTest {
    private static final List<Partition> PAPER = PartitionStudy.partitions(List.of(16, 8, 8), List.of(8, 8, 1));

    @Test
    void shouldCutIntoCrossbarsOfAtMostSoManyLines() {
        final List<List<Partition>> sweep = PartitionStudy.sweep();

        assertEquals(6, sweep.size());
        // 401, 121 and 85 rows, 120, 84 and 10 outputs, biases included, by 32
        assertEquals(PartitionStudy.partitions(List.of(13, 4, 3), List.of(4, 3, 1)), sweep.get(3));
        for (final List<Partition> each : sweep) {
            for (int l = 0; l < 3; l++) {
                each.get(l).requireWithin(new int[] {401, 121, 85}[l], PartitionStudy.OUTPUTS.get(l));
            }
        }
    }

    @Test
    void shouldLoseAlmostNothingOnThePapersCrossbarsAndEverythingOnWholeOnes() {
        final BinaryImages train = BinaryDigits.of(Split.TRAIN, 6_000);
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Model model =
                BinaryTraining.ofDefaults(5, 1).train(train, PartitionStudy.OUTPUTS, kernels, 2, TrainingProgress.NONE);
        final PartitionStudy.Data data = new PartitionStudy.Data(train.first(300), BinaryDigits.of(Split.TEST, 1_000));
        final PartitionStudy study = new PartitionStudy(model, BinaryDigits.CELLS, data, kernels, 2);
        final PartitionStudy.Evaluation ideal = study.ideal();

        final PartitionStudy.Result cut = study.result(PAPER, done -> {});
        final PartitionStudy.Result whole = study.result(PartitionStudy.whole(3), done -> {});

        assertTrue(ideal.accuracy() > 0.88, "ideal " + ideal.accuracy()); // of one tenth of the digits
        assertTrue(cut.accuracy() > ideal.accuracy() - 0.03, "cut " + cut.accuracy());
        assertTrue(whole.accuracy() < 0.2, "whole " + whole.accuracy());
        assertEquals(16 * 8 + 8 * 8 + 8, cut.crossbars());
        assertTrue(whole.powerWatts() < cut.powerWatts() && cut.powerWatts() < ideal.powerWatts());
        final PartitionStudy.Result again =
                new PartitionStudy(model, BinaryDigits.CELLS, data, kernels, 1).result(PAPER, done -> {});
        assertEquals(cut.accuracy(), again.accuracy());
        assertEquals(cut.powerWatts(), again.powerWatts());
        assertArrayEquals(cut.corrections(), again.corrections());
    }

    @Test
    void shouldRefuseListsOfAnotherLengthAndEmptyParts() {
        refused("horizontal partitions: expected 3, one for each layer, found 2", List.of(1, 1), List.of(1, 1, 1));
        refused("vertical partitions: expected 3, one for each layer, found 4", List.of(1, 1, 1), List.of(1, 1, 1, 1));
        refused(
                "layer 1: horizontal partitions: expected 1 to 401, the layer's word lines, found 402",
                List.of(402, 1, 1),
                List.of(1, 1, 1));
        refused("layer 3: vertical partitions: expected at least 1, found 0", List.of(1, 1, 1), List.of(1, 1, 0));
        refused(
                "layer 3: vertical partitions: expected 1 to 10, the layer's outputs, found 11",
                List.of(1, 1, 1),
                List.of(1, 1, 11));
    }

    private static void refused(String expected, List<Integer> horizontal, List<Integer> vertical) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> PartitionStudy.partitions(horizontal, vertical))
                        .getMessage());
    }
}
