package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.set.DataSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * DVS128 Gesture: hands and arms before an event camera, {@code userNN_LIGHT.aedat} with {@code userNN_LIGHT_labels.csv}, in the
 * folder {@code dvs-gesture} or {@code DvsGesture} of the directory of data sets, or in that itself. A sample is one labelled
 * gesture. {@code trials_to_train.txt} and {@code trials_to_test.txt} name the recordings of each part; without them users to 23 are
 * for training, the others for the test, as published (Amir and others, CVPR 2017).
 */
@AutoService(DataSet.class)
public final class DvsGesture implements DataSet {
    private static final Shape VIEW = new Shape(2, GestureLabels.SIDE, GestureLabels.SIDE);
    private static final Pattern RECORDING = Pattern.compile("user([0-9]{2})_\\w+\\.aedat");
    private static final int LAST_OF_TRAINING = 23;

    /** Found by its name. */
    public DvsGesture() {}

    @Override
    public String name() {
        return "dvs-gesture";
    }

    @Override
    public List<String> classes() {
        return List.of(
                "hand clapping",
                "right hand wave",
                "left hand wave",
                "right arm clockwise",
                "right arm counter-clockwise",
                "left arm clockwise",
                "left arm counter-clockwise",
                "arm roll",
                "air drums",
                "air guitar",
                "other");
    }

    @Override
    public String source() {
        return "DVS128 Gesture, Amir and others, research.ibm.com/interactive/dvsgesture; CC BY 4.0";
    }

    @Override
    public String encoding() {
        return "events";
    }

    @Override
    public boolean isPresent(Path data) {
        try {
            return folder(data) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Bins are as wide for both parts, so that a gesture of any length fits. */
    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path folder = folder(data);
        if (folder == null) {
            throw missing(data, "neither");
        }
        final Set<String> names = names(folder, split);
        final Set<String> others = names(folder, split == Split.TRAIN ? Split.TEST : Split.TRAIN);
        if (names.isEmpty()) {
            throw missing(folder, "no recording of the " + split.name().toLowerCase(Locale.ROOT) + " split");
        }
        long longest = 0;
        for (final String name : others) {
            if (names.contains(name)) {
                throw new FileFormatException(
                        folder.resolve(list(split)), name, "no recording that is in the other list, too", "it in both");
            }
            longest = Math.max(longest, labels(folder, name).longest());
        }
        final List<long[]> events = new ArrayList<>();
        final List<Integer> labels = new ArrayList<>();
        for (final String name : names) {
            final GestureLabels each = labels(folder, name);
            longest = Math.max(longest, each.longest());
            events.addAll(each.events());
            each.spans().forEach(span -> labels.add(span.label()));
        }
        final int[] labelled = labels.stream().mapToInt(Integer::intValue).toArray();
        final int[] order = InTurns.of(InTurns.byClass(classes().size(), labelled));
        return new RecordingSet(
                name(),
                VIEW,
                classes().size(),
                IntStream.of(order).mapToObj(events::get).toArray(long[][]::new),
                IntStream.of(order).map(i -> labelled[i]).toArray(),
                Encoder.STILL,
                (longest - 1) / Encoder.STILL + 1,
                1f);
    }

    private GestureLabels labels(Path folder, String name) throws IOException {
        return GestureLabels.of(folder.resolve(name), classes().size());
    }

    private static Set<String> names(Path folder, Split split) throws IOException {
        if (Files.exists(folder.resolve(list(Split.TRAIN))) || Files.exists(folder.resolve(list(Split.TEST)))) {
            return listed(folder.resolve(list(split)));
        }
        final Set<String> names = new LinkedHashSet<>();
        for (final String name : recordings(folder)) {
            final Matcher parts = RECORDING.matcher(name);
            if (parts.matches() && (Integer.parseInt(parts.group(1)) <= LAST_OF_TRAINING) == (split == Split.TRAIN)) {
                names.add(name);
            }
        }
        return names;
    }

    private static Set<String> listed(Path list) throws IOException {
        final Set<String> names = new LinkedHashSet<>();
        final List<String> lines = GestureLabels.lines(list);
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i);
            if (!line.isEmpty() && !(RECORDING.matcher(line).matches() && names.add(line))) {
                throw new FileFormatException(list, "line " + (i + 1), "userNN_LIGHT.aedat, each once", line);
            }
        }
        return names;
    }

    private static String list(Split split) {
        return split == Split.TRAIN ? "trials_to_train.txt" : "trials_to_test.txt";
    }

    private static List<String> recordings(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString())
                    .filter(each -> RECORDING.matcher(each).matches())
                    .sorted()
                    .toList();
        }
    }

    private static Path folder(Path data) throws IOException {
        for (final Path each : List.of(data.resolve("dvs-gesture"), data.resolve("DvsGesture"), data)) {
            if (Files.isDirectory(each) && !recordings(each).isEmpty()) {
                return each;
            }
        }
        return null;
    }

    private FileNotFoundException missing(Path place, String found) {
        return new FileNotFoundException("data set " + name()
                + ": expected userNN_LIGHT.aedat with userNN_LIGHT_labels.csv, and perhaps trials_to_train.txt and"
                + " trials_to_test.txt, in " + place + ", or in its folder " + name() + " or DvsGesture, found " + found
                + ": it is " + source());
    }
}
