package io.memspike.tasks.evaluate;

import com.google.auto.service.AutoService;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.util.List;

/** Lists the models that come with Memspike. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Models implements Experiment<Models.Plan, Models.Result> {
    /** Nothing can be asked for. */
    public record Plan() {}

    /** What there is; the components say what they mean. */
    public record Result(
            @Means(
                    "the models, each with the name that commands take for a file, what it does, what it was trained on, what"
                            + " it achieves, and the command that measures that")
            List<ShippedModels.Shipped> models) {}

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        return new Result(ShippedModels.all());
    }
}
