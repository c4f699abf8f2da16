package io.memspike.app.array;

/**
 * What a study measures, in words.
 *
 * @param key JSON key of the mean, and column of a table in a file
 * @param all JSON key of the devices' own
 * @param heading of a column for people
 * @param axis of a plot
 * @param factor from what is measured to what people read
 * @param digits behind its point
 */
record StudyMeasure(String key, String all, String heading, String axis, double factor, int digits) {
    static final StudyMeasure ACCURACY =
            new StudyMeasure("accuracy", "accuracies", "accuracy %", "accuracy (%)", 100, 2);

    static final StudyMeasure HOLE_ERROR =
            new StudyMeasure("holeMse", "holeMses", "hole MSE", "mean squared error inside the hole, in [-1, 1]", 1, 4);
}
