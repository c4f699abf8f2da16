package io.memspike.datasets.segment.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.Split;
import io.memspike.datasets.segment.AnnotatedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder with images, annotations and fields of view, in folders of their own.
 *
 * @param images files, by name
 * @param annotations folder; null for none
 * @param views folder of fields of view; null for none
 */
public record VesselFolder(List<Path> images, Path annotations, Path views) {
    private static final String ENDINGS = ".*\\.(png|tiff?|jpe?g|gif|bmp)";
    private static final String[] IMAGES = {"images"};
    private static final String[] ANNOTATIONS = {"vessels", "manual1", "1st_manual"};
    private static final String[] VIEWS = {"fov", "mask"};
    private static final String[] TRAINING = {"training", "train"};
    private static final String[] TEST = {"test"};

    /** The folder of a part of a set; null where the set is not parted. */
    public static Path part(Path directory, Split split) throws IOException {
        final Path training = folder(directory, TRAINING);
        final Path test = folder(directory, TEST);
        final Path own = split == Split.TRAIN ? training : test;
        if (own == null && (training != null || test != null)) {
            throw missing(directory, split == Split.TRAIN ? TRAINING : TEST);
        }
        return own;
    }

    /** One that has all. */
    public static VesselFolder annotated(Path root) throws IOException {
        final VesselFolder folder = of(root, required(root, IMAGES));
        required(root, ANNOTATIONS);
        required(root, VIEWS);
        return folder;
    }

    /** One that has images at least, perhaps in itself. */
    public static VesselFolder any(Path root) throws IOException {
        final Path images = folder(root, IMAGES);
        if (images == null && files(root).isEmpty() && (folder(root, TRAINING) != null || folder(root, TEST) != null)) {
            throw new FileNotFoundException(
                    root + ": expected images, or which part of the set is meant, train or test, found its parts");
        }
        return of(root, images == null ? root : images);
    }

    private static VesselFolder of(Path root, Path images) throws IOException {
        final List<Path> files = files(images);
        if (files.isEmpty()) {
            throw new FileNotFoundException(
                    images + ": expected images (.png, .tif, .tiff, .jpg, .jpeg, .gif, .bmp), found none");
        }
        for (int i = 1; i < files.size(); i++) {
            if (name(files.get(i)).equals(name(files.get(i - 1)))) {
                throw new FileFormatException(images + ": expected one image " + name(files.get(i)) + ", found "
                        + files.get(i - 1).getFileName() + " and "
                        + files.get(i).getFileName());
            }
        }
        return new VesselFolder(files, folder(root, ANNOTATIONS), folder(root, VIEWS));
    }

    private static Path required(Path root, String... names) throws IOException {
        final Path folder = folder(root, names);
        if (folder == null) {
            throw missing(root, names);
        }
        return folder;
    }

    private static FileNotFoundException missing(Path root, String... names) {
        return new FileNotFoundException(root + ": expected a folder " + String.join(" or ", names) + ", found none");
    }

    private static Path folder(Path root, String... names) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new FileNotFoundException(root + ": expected a directory of images, found none");
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .filter(each -> Arrays.asList(names)
                            .contains(each.getFileName().toString().toLowerCase(Locale.ROOT)))
                    .min(Path::compareTo)
                    .orElse(null);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(each -> each.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(ENDINGS))
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Name of a file without its ending. */
    public static String name(Path file) {
        final String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Reads an image with its masks. */
    public AnnotatedImage read(Path file) throws IOException {
        final GreyImage image = GreyImage.read(file);
        final byte[] pixels;
        try {
            pixels = Contrast.of(image);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
        final boolean[] counted;
        if (views == null) {
            counted = new boolean[pixels.length];
            Arrays.fill(counted, true);
        } else {
            counted = mask(views, file, image, true, "", "_mask");
        }
        final boolean[] positive = annotations == null ? null : mask(annotations, file, image, false, "", "_manual1");
        return new AnnotatedImage(name(file), file, image.height(), image.width(), pixels, counted, positive);
    }

    /** The mask of an image: of its name, with one of the suffixes, or of its number with the longer one. */
    private static boolean[] mask(Path folder, Path of, GreyImage image, boolean isWhiteRequired, String... suffixes)
            throws IOException {
        final Path file = maskFile(folder, name(of), suffixes);
        final GreyImage mask = GreyImage.read(file);
        if (mask.height() != image.height() || mask.width() != image.width()) {
            throw new FileFormatException(
                    file,
                    "size",
                    image.height() + "×" + image.width() + " pixels, as " + of.getFileName() + " has",
                    mask.height() + "×" + mask.width());
        }
        final boolean[] bright = mask.bright();
        final int brightest = mask.brightest();
        final boolean isBlack = brightest == 0 && !isWhiteRequired;
        if (!isBlack && 2L * brightest <= 1000L * mask.white()) {
            throw new FileFormatException(
                    file, "mask", "white (" + mask.white() + ") on black", "nothing brighter than " + brightest / 1000);
        }
        return bright;
    }

    private static Path maskFile(Path folder, String name, String... suffixes) throws IOException {
        final String number = name.replaceFirst("^([0-9]+)_.*$", "$1");
        final List<String> names = Stream.concat(
                        Arrays.stream(suffixes).map(name::concat), Stream.of(number + suffixes[suffixes.length - 1]))
                .distinct()
                .toList();
        final List<Path> found = files(folder).stream()
                .filter(each -> names.contains(name(each)))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        final String what = folder + ": expected one mask " + String.join(" or ", names) + ", found ";
        if (found.isEmpty()) {
            throw new FileNotFoundException(what + "none");
        }
        throw new FileFormatException(
                what + found.get(0).getFileName() + " and " + found.get(1).getFileName());
    }
}
