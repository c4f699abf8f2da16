package io.memspike.datasets.set.internal;

import java.util.List;
import java.util.stream.IntStream;

/** Samples of classes in turns, so that any first ones are a fair choice of classes. */
final class InTurns {
    private InTurns() {}

    /** Numbers of the samples of each class, in their order. */
    static List<int[]> byClass(int classes, int... labels) {
        return IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == label)
                        .toArray())
                .toList();
    }

    /** The first of each class, then the second of each, and so on; a class that is used up is passed over. */
    static int[] of(List<int[]> byClass) {
        final int longest =
                byClass.stream().mapToInt(samples -> samples.length).max().orElse(0);
        return IntStream.range(0, longest)
                .flatMap(turn -> byClass.stream()
                        .filter(samples -> turn < samples.length)
                        .mapToInt(samples -> samples[turn]))
                .toArray();
    }
}
