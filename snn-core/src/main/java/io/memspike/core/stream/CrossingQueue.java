package io.memspike.core.stream;

import java.util.Arrays;

/**
 * The predicted crossings of all neurons, first the earliest, equal times in ascending order of neurons. A binary heap of
 * neurons with each one's place in it, so that a prediction is replaced, not added. One thread; allocates nothing.
 */
final class CrossingQueue {
    private static final int ABSENT = -1;

    private final double[] times; // of neurons in the heap
    private final int[] heap;
    private final int[] places; // of each neuron in the heap
    private int size;

    CrossingQueue(int neurons) {
        times = new double[neurons];
        heap = new int[neurons];
        places = new int[neurons];
        Arrays.fill(places, ABSENT);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int first() {
        return heap[0];
    }

    double firstTime() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[heap[0]];
    }

    /** Replaces a neuron's prediction; infinity takes it out. */
    void set(int neuron, double time) {
        times[neuron] = time;
        int place = places[neuron];
        if (time == Double.POSITIVE_INFINITY) {
            if (place != ABSENT) {
                remove(neuron, place);
            }
            return;
        }
        if (place == ABSENT) {
            place = size++;
        }
        put(neuron, place);
        up(place);
        down(places[neuron]);
    }

    private void remove(int neuron, int place) {
        places[neuron] = ABSENT;
        final int last = heap[--size];
        if (last != neuron) {
            put(last, place);
            up(place);
            down(places[last]);
        }
    }

    private void up(int start) {
        final int neuron = heap[start];
        int place = start;
        while (place > 0 && isBefore(neuron, heap[(place - 1) / 2])) {
            put(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        put(neuron, place);
    }

    private void down(int start) {
        final int neuron = heap[start];
        int place = start;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], neuron)) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(neuron, place);
    }

    private void put(int neuron, int place) {
        heap[place] = neuron;
        places[neuron] = place;
    }

    private boolean isBefore(int a, int b) {
        return times[a] < times[b] || times[a] == times[b] && a < b;
    }
}
