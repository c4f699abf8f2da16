package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.norm.BatchNormalisation;
import io.memspike.topology.gradient.norm.NormGradient;
import java.util.List;

/** What is learnt of a {@link TdBatchNorm}; the way through it is {@link NormGradient}'s, with all samples of a batch. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class TdBatchNormGradient implements GradientFactory<TdBatchNorm> {
    @Override
    public List<String> learnt(TdBatchNorm kind) {
        return List.of("gamma", "beta");
    }

    @Override
    public Barrier barrier(TdBatchNorm kind, Barrier.Context context) {
        return new NormGradient(BatchNormalisation.of(kind), context);
    }

    @Override
    public NodeGradient open(TdBatchNorm kind, GradientContext context) {
        throw new IllegalStateException("tdBatchNorm: expected to go by batches, not by samples");
    }
}
