package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.tasks.experiment.Job;
import java.util.Map;

/**
 * One job of a sweep.
 *
 * @param point its point's place, from 0
 * @param fields what the point has
 * @param seed of which of the point's repeats it is; null where the plan has none
 * @param id hexadecimal digits by which its result is known: of what is done and of the bits of the files that are read
 * @param job what is done
 */
record SweepJob(int point, Map<String, JsonNode> fields, Long seed, String id, Job job) {}
