package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import java.io.IOException;

/** Told about the progress of a training, on the thread that called it. */
public interface InpaintingProgress {
    /** Listens to nothing. */
    InpaintingProgress NONE = new InpaintingProgress() {};

    /**
     * After each update.
     *
     * @param epoch epoch, from 1
     * @param images images of this epoch done so far
     * @param of images of an epoch
     * @param reconstruction mean squared error over all pixels, or as they are weighted, mean of this epoch's updates so far
     * @param distance distance of posterior and prior, likewise
     */
    default void updated(int epoch, int images, int of, double reconstruction, double distance) {}

    /**
     * After each epoch, and its checkpoint.
     *
     * @param epoch epoch, from 1
     * @param reconstruction mean squared error in this epoch's updates, over all pixels, or as they are weighted
     * @param imagesPerSecond images a second in this epoch, of those trained on in this run
     * @param heldOut mean squared error in the holes of held-out pictures, filled by the model; null where nobody looks
     * @param model the model as trained so far, without the state of the training
     * @throws IOException hands on what goes wrong with files
     */
    default void epochDone(int epoch, double reconstruction, double imagesPerSecond, Double heldOut, Model model)
            throws IOException {}
}
