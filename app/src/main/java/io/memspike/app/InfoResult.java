package io.memspike.app;

import io.memspike.tasks.experiment.Means;
import java.util.List;
import java.util.Map;

/** What this installation is and can do; the components say what they mean. */
record InfoResult(
        @Means("of Memspike") String version,
        @Means("of Java") String java,
        @Means("the kernels chosen") String kernels,
        @Means("floats that they handle at once") int lanes,
        @Means("why these") String kernelsReason,
        @Means("threads that a command would use") int threads,
        @Means("whether the data set was found") Map<String, Boolean> datasets,
        @Means("names of the networks that come with it") List<String> networks,
        @Means("name of the network asked for; else null") String network,
        @Means("number of its nodes, or null") Integer nodes,
        @Means("elements of its tensors, or null") Long parameters,
        @Means("its connections, or null") Long connections) {}
