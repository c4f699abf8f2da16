package io.memspike.tasks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelCountsTest {
    @Test
    void shouldBeAJobByItsName() throws IOException {
        final String result = new Job("labels", "{\"samples\": 10}").run(Run.quiet(1));

        // the first ten test digits of MNIST are 7 2 1 0 4 1 4 9 5 9
        assertEquals(
                "{\"samples\":10,\"counts\":[1,2,1,0,2,1,0,1,0,2],\"mostCommon\":0.2}", result.replaceAll("\\s+", ""));
    }

    @Test
    void shouldDoJobsInTheirOrderAndTellHowFarTheyAre() {
        final StringBuilder told = new StringBuilder();
        final Progress progress = (task, most) -> {
            told.append(task).append(' ').append(most);
            return (done, note) -> told.append(", ").append(done);
        };
        final List<Job> jobs = List.of(
                new Job("labels", "{\"samples\": 1}"), new Job("labels", "{\"samples\": 2, \"split\": \"TRAIN\"}"));

        final List<JobRunner.Outcome> outcomes =
                new LocalRunner(Run.quiet(1)).run(jobs, progress).toList();

        assertEquals("jobs 2, 1, 2", told.toString());
        assertEquals(
                List.of(0, 1), outcomes.stream().map(JobRunner.Outcome::job).toList());
        assertTrue(outcomes.stream().allMatch(JobRunner.Outcome::isDone));
        assertEquals(Job.of(new LabelCounts(), plan(2)).experiment(), "labels");
    }

    @Test
    void shouldTellWhyAJobFailedAndDoTheOthers() {
        final List<Job> jobs = List.of(
                new Job("labels", "{\"samples\": 1}"),
                new Job("labels", "{\"dataset\": \"none-such\"}"),
                new Job("labels", "{\"samples\": 2}"));

        final Map<Integer, String> failures = new TreeMap<>();
        try (Stream<JobRunner.Outcome> outcomes = new LocalRunner(Run.quiet(1), 3).run(jobs, Progress.NONE)) {
            outcomes.forEach(each -> failures.put(each.job(), String.valueOf(each.failure())));
        }

        assertEquals(Set.of(0, 1, 2), failures.keySet());
        assertEquals("null", failures.get(0));
        assertTrue(failures.get(1).contains("none-such"), failures.get(1));
        assertEquals("null", failures.get(2));
    }

    @Test
    void shouldDescribeEveryKey() {
        assertEquals(
                List.of(
                        new Results.Keys(List.of("samples"), "number of samples"),
                        new Results.Keys(List.of("counts[]"), "how many of each class"),
                        new Results.Keys(List.of("mostCommon"), "share of the largest class, in [0, 1]")),
                Results.keys(LabelCounts.Result.class));
    }

    @Test
    void shouldRefuseWhatIsNoJob() {
        refused("plan: --samples: expected at least 0, found -1", "labels", "{\"samples\": -1}");
        refused("plan: field samples: expected a whole number, found true", "labels", "{\"samples\": true}");
        refused(
                "plan: field epochs: expected one of the fields dataset, place, split, samples, found an unknown field",
                "labels",
                "{\"epochs\": 1}");
        final String unknown = assertThrows(
                        IllegalArgumentException.class, () -> new Job("label", "{}").run(Run.quiet(1)))
                .getMessage();
        assertEquals(
                "experiment: expected one of "
                        + String.join(", ", Job.experiments().keySet()) + ", found 'label'",
                unknown);
        assertThrows(IllegalArgumentException.class, () -> Run.quiet(0));
    }

    private static void refused(String message, String experiment, String plan) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Job(experiment, plan).run(Run.quiet(1)))
                        .getMessage());
    }

    private static LabelCounts.Plan plan(int samples) {
        return Plans.read("{\"samples\": " + samples + "}", LabelCounts.Plan.class);
    }
}
