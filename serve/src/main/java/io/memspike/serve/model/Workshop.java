package io.memspike.serve.model;

import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.set.DataSets;
import java.nio.file.Path;

/**
 * What parts of the page work with.
 *
 * @param models that clients may name
 * @param sets data sets that they may name
 * @param data directory of those that are not embedded; null for the system's place
 * @param directory in which results are kept, and outside of which nothing is
 * @param kernels inner loops
 * @param threads that compute at the same time
 */
public record Workshop(ServedModels models, DataSets sets, Path data, Path directory, Kernels kernels, int threads) {}
