package io.memspike.tasks.hardware;

/**
 * What a study measures, in words.
 *
 * @param key JSON key of the mean, and column of a table in a file
 * @param heading of a column for people
 * @param axis of a plot
 * @param factor from what is measured to what people read
 * @param digits behind its point
 */
public record StudyMeasure(String key, String heading, String axis, double factor, int digits) {
    /** Of a classifier. */
    public static final StudyMeasure ACCURACY = new StudyMeasure("accuracy", "accuracy %", "accuracy (%)", 100, 2);

    /** Of an auto-encoder. */
    public static final StudyMeasure HOLE_ERROR =
            new StudyMeasure("holeMse", "hole MSE", "mean squared error inside the hole, in [-1, 1]", 1, 4);

    /** Of a network that classifies pixels. */
    public static final StudyMeasure PR_AUC =
            new StudyMeasure("prAuc", "PR AUC", "area under precision over recall, mean of images", 1, 4);
}
