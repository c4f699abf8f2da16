package io.memspike.tasks.teach;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * Who teaches a classifier beside its labels; null for nobody.
 *
 * @param teacher a model
 * @param teacherWeight of what it teaches
 * @param teacherTemperature of both answers
 */
public record TeachingOptions(
        @Option(
                label = "MODEL",
                says =
                        "learn what this model answers, too, such as the same network with trained weights; it sees each sample once, as"
                                + " it is outside of trainings",
                shown = "labels alone")
        Path teacher,

        @Option(label = "W", says = "weight of the teacher's answers, beside 1 of the labels", otherwise = "1")
        double teacherWeight,

        @Option(label = "T", says = "temperature that softens its answers, and those of the network", otherwise = "2")
        double teacherTemperature) {
    /** Refuses numbers without a teacher, and such as teach nothing. */
    public TeachingOptions {
        new Teaching("", teacherWeight, teacherTemperature);
        if (teacher == null && (teacherWeight != 1 || teacherTemperature != 2)) {
            throw new IllegalArgumentException(
                    "--teacher-weight, --teacher-temperature: expected --teacher, found none");
        }
    }

    /** What a plan keeps; null for nobody. */
    public Teaching of() {
        return teacher == null ? null : new Teaching(teacher.toString(), teacherWeight, teacherTemperature);
    }
}
