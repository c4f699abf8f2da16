package io.memspike.tasks.sweep;

import java.util.ArrayList;
import java.util.List;

/** Points that no other is better than: none is at least as good in every figure and better in one. */
final class ParetoFront {
    private ParetoFront() {}

    /**
     * Which points are on the front.
     *
     * @param figures of each point; one with a figure that is no number is not on the front
     * @param most whether most of each figure is best
     */
    static List<Integer> of(List<double[]> figures, boolean[] most) {
        final List<Integer> front = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            boolean isOn = isNumber(figures.get(i));
            for (int other = 0; isOn && other < figures.size(); other++) {
                isOn = !isNumber(figures.get(other)) || !dominates(figures.get(other), figures.get(i), most);
            }
            if (isOn) {
                front.add(i);
            }
        }
        return front;
    }

    private static boolean isNumber(double[] figures) {
        for (final double figure : figures) {
            if (!Double.isFinite(figure)) {
                return false;
            }
        }
        return true;
    }

    private static boolean dominates(double[] one, double[] other, boolean[] most) {
        boolean isBetter = false;
        for (int i = 0; i < most.length; i++) {
            final double gain = most[i] ? one[i] - other[i] : other[i] - one[i];
            if (gain < 0) {
                return false;
            }
            isBetter |= gain > 0;
        }
        return isBetter;
    }
}
