package io.memspike.datasets.segment;

import io.memspike.datasets.Split;
import io.memspike.datasets.segment.internal.VesselFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pictures of the eye's ground, what somebody has drawn of their vessels, and their fields of view, in a directory of the
 * user's. Three layouts are known, with any of the endings png, tif, tiff, jpg, jpeg, gif and bmp:
 *
 * <pre>
 *   images/NAME.png         vessels/NAME.png           fov/NAME.png
 *   images/NAME.jpg         manual1/NAME.tif           mask/NAME_mask.tif              as HRF comes
 *   images/21_training.tif  1st_manual/21_manual1.gif  mask/21_training_mask.gif       as DRIVE comes
 * </pre>
 *
 * <p>They lie in the folders {@code training} or {@code train}, and {@code test}, of the directory; or in itself, and then HRF's
 * names, {@code NUMBER_KIND}, tell that numbers up to 5 are for training, and of other names the last fifth is for the test.
 *
 * <p>In masks, white is vessel, or inside the field of view, where alone pixels count. Images come in the order of their names,
 * their contrast made alike as Li et al. do, "Pruning random resistive memory for optimizing analogue AI", arXiv 2311.07164.
 */
public final class VesselImages {
    private static final String HRF = "[0-9]{2}_[a-z]+";
    private static final int HRF_TRAINING = 5;
    private static final int OF = 5; // one of so many is for the test

    private VesselImages() {}

    /**
     * Reads one part of a set.
     *
     * @throws FileNotFoundException where a folder or file is missing; the message names it
     * @throws IOException where a file is not what it should be, or a mask does not fit its image; the message names it
     */
    public static List<AnnotatedImage> open(Path directory, Split split) throws IOException {
        final Path own = VesselFolder.part(directory, split);
        final VesselFolder folder = VesselFolder.annotated(own == null ? directory : own);
        final List<Path> files = own == null ? part(folder.images(), split) : folder.images();
        if (files.isEmpty()) {
            throw new FileNotFoundException(directory + ": expected images for the "
                    + split.name().toLowerCase(Locale.ROOT) + " split, found none");
        }
        return read(folder, files);
    }

    /**
     * Reads all images of a folder: of one with a folder {@code images}, or with images in itself. They are annotated where
     * there is a folder for that, and all pixels count where there is none for fields of view.
     *
     * @throws FileNotFoundException where there is no image, or an image's mask is missing; the message names it
     * @throws IOException see {@link #open(Path, Split)}
     */
    public static List<AnnotatedImage> open(Path directory) throws IOException {
        final VesselFolder folder = VesselFolder.any(directory);
        return read(folder, folder.images());
    }

    private static List<AnnotatedImage> read(VesselFolder folder, List<Path> files) throws IOException {
        final List<AnnotatedImage> images = new ArrayList<>();
        for (final Path file : files) {
            images.add(folder.read(file));
        }
        return List.copyOf(images);
    }

    /** Those of a set that is not parted. */
    private static List<Path> part(List<Path> files, Split split) {
        final boolean isHrf =
                files.stream().allMatch(file -> VesselFolder.name(file).matches(HRF));
        final int last = files.size() - files.size() / OF;
        final List<Path> chosen = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            final boolean isTraining = isHrf
                    ? Integer.parseInt(VesselFolder.name(files.get(i)).substring(0, 2)) <= HRF_TRAINING
                    : i < last;
            if (isTraining == (split == Split.TRAIN)) {
                chosen.add(files.get(i));
            }
        }
        return chosen;
    }
}
