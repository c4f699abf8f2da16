package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.norm.BatchNormalisation;
import io.memspike.topology.gradient.norm.NormGradient;
import java.util.List;

/** What is learnt of a {@link BatchNorm}; the way through it is {@link NormGradient}'s, with all samples of a batch. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class BatchNormGradient implements GradientFactory<BatchNorm> {
    @Override
    public List<String> learnt(BatchNorm kind) {
        return kind.affine() ? List.of("gamma", "beta") : List.of();
    }

    @Override
    public Barrier barrier(BatchNorm kind, Barrier.Context context) {
        return new NormGradient(BatchNormalisation.of(kind), context);
    }

    @Override
    public NodeGradient open(BatchNorm kind, GradientContext context) {
        throw new IllegalStateException("batchNorm: expected to go by batches, not by samples");
    }
}
