package io.memspike.datasets.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events as tests write and compare them. */
record Events(List<Event> list) {
    /** One event. */
    record Event(long micros, int x, int y, int polarity) {}

    /** Events at times that never fall, in bursts and pauses up to {@code pause}, on a sensor of that size. */
    static Events random(long seed, int count, int width, int height, int pause) {
        final Random random = new Random(seed);
        final List<Event> events = new ArrayList<>();
        long micros = random.nextInt(1000);
        int x = 0;
        int y = 0;
        for (int i = 0; i < count; i++) {
            final int kind = random.nextInt(10);
            micros += kind < 5 ? 0 : kind < 9 ? random.nextInt(40) : random.nextInt(pause);
            x = random.nextInt(3) == 0
                    ? random.nextInt(width)
                    : Math.min(x + 1, width - 1); // runs, which some formats pack
            y = random.nextInt(3) == 0 ? random.nextInt(height) : y;
            events.add(new Event(micros, x, y, random.nextInt(2)));
        }
        return new Events(events);
    }

    /** All later by that much. */
    Events after(long micros) {
        return new Events(list.stream()
                .map(e -> new Event(e.micros + micros, e.x, e.y, e.polarity))
                .toList());
    }

    static Events read(Path file) throws IOException {
        return read(Recording.open(file));
    }

    static Events read(Recording recording) throws IOException {
        final List<Event> events = new ArrayList<>();
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    events.add(new Event(
                            batch.micros()[i], batch.x()[i] & 0xffff, batch.y()[i] & 0xffff, batch.polarity()[i]));
                }
            }
        }
        return new Events(events);
    }
}
