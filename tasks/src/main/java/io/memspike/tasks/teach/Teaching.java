package io.memspike.tasks.teach;

/**
 * Who teaches a classifier beside its labels, and how; see {@link io.memspike.topology.loss.Distillation}.
 *
 * @param teacher file of the model that teaches
 * @param weight of what it teaches, that of the labels being 1; above 0
 * @param temperature that softens both answers, above 0
 */
public record Teaching(String teacher, double weight, double temperature) {
    /** Checks its numbers. */
    public Teaching {
        if (teacher == null
                || !(weight > 0 && weight < Double.POSITIVE_INFINITY)
                || !(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("teacher: expected a model, a weight and a temperature above 0, found "
                    + teacher + ", " + weight + " and " + temperature);
        }
    }
}
