package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.app.cli.ExperimentCommand;
import io.memspike.tasks.evaluate.EvaluatePlan;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.LocalRunner;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.experiment.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Experiments as jobs: plans that are JSON and come back, and the same result as the command line's. */
class ExperimentsTest {
    /** A command line of every experiment, with options of every kind that it has. */
    private static final List<String> EXAMPLES = List.of(
            "train inpaint --dataset d --network n.yaml --samples 9 --test-samples 8 --epochs 2 --mode weights --frozen c* --batch 3"
                    + " --learning-rate 0.1 --hole 1,2,3,4 --out o.safetensors --compact --seed 3",
            "train pictures --dataset d --samples 9 --test-samples 8 --epochs 2 --out p.safetensors --seed 3",
            "train classify --dataset sets --data sets --steps 3 --network n.yaml --samples 7 --test-samples 3 --hold-out 4 --epochs 2"
                    + " --loss squared --mode weights --sparsity 0.25 --prune c*=0.3 --prune d --weights n=tau,r --frozen e --device signs"
                    + " --keep best --optimiser sgd --momentum 0.5 --surrogate triangular:width=2 --batch 3 --learning-rate 0.1"
                    + " --weight-decay 0.2 --spike-penalty 0.3 --adc-bits 4 --out o.safetensors --repeats 2 --curve c.csv --seed 3"
                    + " --skip 2 --mix other --mix-times 3 --from c.checkpoint.safetensors --keep-checkpoint --adc-scales learnt"
                    + " --adc-draws batch --adc-circuit sar:0.02",
            "train prune --dataset vessels --data eyes --network n.yaml --samples 7 --test-samples 3 --hold-out 4 --epochs 2"
                    + " --mode weights --frozen e --keep best --hysteresis 0.02 --batch 3 --learning-rate 0.1 --weight-decay 0.2"
                    + " --patches 9 --patch-size 48 --upright --bend 3 --brightness 0.1 --out o.safetensors --curve c.csv --seed 3",
            "train prune --dataset mnist --mode weights --writes 99 --levels 16 --write-noise 0.1 --count-writes updates --steps 2",
            "train writes --dataset vessels --data eyes --network n.yaml --samples 7 --test-samples 3 --hold-out 4 --epochs 2,3"
                    + " --hysteresis 0,0.1 --levels 16,64 --count-writes levels --write-noise 0.1 --batch 3 --learning-rate 0.1"
                    + " --weights-rate 0.2 --base 3 --patches 9 --repeats 2 --csv w.csv --plot w.png --seed 3",
            "evaluate m.safetensors --data sets --steps 3 --filter hot --filter drop --samples 7 --split train --early-stop model --policy margin --read-noise 0.1"
                    + " --adc-bits 8 --adc-noise 0.5 --digital-unit float --recalibrate 9 --seed 5",
            "compile m.safetensors --precision int8 --dataset mnist --samples 9 --out c.safetensors --seed 3",
            "evaluate m.safetensors --precision int8 --samples 7",
            "evaluate m.safetensors --events e.safetensors --record n1,n2 --out recorded --bin-ms 3",
            "demo inpaint --samples 9 --early-stop hole:0.1",
            "report --model m.safetensors --samples 3 --early-stop 0.7 --out page.html",
            "bench --model a.safetensors --model b.safetensors --network mlp --peers --quick",
            "inpaint m.safetensors --dataset mnist --samples 3 --hole 1,2,3,4 --early-stop 0.2 --read-noise 0.1 --dac-bits 4"
                    + " --classifier c.safetensors --out rows.png --columns 3 --seed 2",
            "demo --samples 9 --out m.safetensors",
            "segment m.safetensors --input d --split test --samples 3 --tile 64 --overlap 8 --threshold 0.4 --out maps --plot roc.png"
                    + " --seed 2",
            "array energy m.safetensors --samples 9 --early-stop hole:0.1 --adc ramp --adc-bits 6 --constants c.json"
                    + " --plot energy.png",
            "array study --model m.safetensors --sweep open=0,0.1 --device pcm --g-max 3e-5 --levels 4 --tolerance 1e-6"
                    + " --short 0.1 --drift-compensation --device-noise --bit-resistance 2 --partitions 2x3 --adc-bits 8 --recalibrate 9 --csv s.csv --seed 3",
            "array turn m.safetensors --samples 9 --early-stop 0.8 --adc flash --silent-reads taken --constants 40nm --target 12"
                    + " --csv t.csv --plot t.png",
            "array converters m.safetensors --aware a.safetensors,b.safetensors --samples 9 --repeats 3 --energy-samples 4"
                    + " --constants 40nm --csv c.csv --plot c.png --seed 2",
            "array partition --horizontal 2,4,4 --sweep --low 4000 --epochs 2 --test-samples 9 --plot cut.png --seed 2",
            "nir info g.nir",
            "nir run g.nir --input x.npy --dt 0.001 --as norse --integrator exact --reset subtract --spikes many --start zero"
                    + " --lower none --record n1,n2 --out d --out-data d.h5 --data-as events",
            "nir evaluate g.nir --data d --filter polarity --seed 2 --samples 9 --steps 300 --bin-ms 1 --dt 0.5 --as sinabs",
            "nir convert g.nir --dt 0.001 --spikes many --out m.safetensors",
            "lava run n.net --input x.npy --steps 24 --reset-interval 16 --layers 3 --out s.npz",
            "language import --from e.onnx --tokenizer t.json --tokens 64 --out m.safetensors",
            "language embed text --model m.safetensors",
            "language train --task d --model m.safetensors --adapter a.safetensors --mode head --texts 9 --epochs 2 --batch 3"
                    + " --learning-rate 0.1 --weight-decay 0.2 --seed 3",
            "language classify text --model m.safetensors --adapter a.safetensors --adapter b.safetensors --analogue --seed 3"
                    + " --device rram --tile-rows 64 --dac-bits 6 --adc-bits 7 --adc-range 12 --output-noise 0.1",
            "language evaluate --task d --adapter a.safetensors --task e --adapter b.safetensors --model m.safetensors --chips 2"
                    + " --age 1mo --compensation off --texts 9 --seed 3 --adc-bits 6",
            "language age --task d --adapter a.safetensors --model m.safetensors --chips 2 --times 0,30min,2y --texts 9"
                    + " --csv a.csv --plot a.png --seed 3 --output-noise 0",
            "language study --task d --adapter a.safetensors --model m.safetensors --sweep bits --values 8,6 --chips 2 --texts 9 --hold-out 3"
                    + " --csv s.csv --plot s.png --seed 3",
            "language energy text --model m.safetensors --adapter a.safetensors --constants 40nm --seed 3 --adc-bits 6",
            "nir export m.safetensors --dt 0.01 --out g.nir",
            "array solve --crossbar c.json --driver 2",
            "array constants --constants 22nm --constant addJoules=1e-13 --constant lineVolts=0.8",
            "array export m.safetensors --layer 3 --tile 1 --spice t.cir --crossbar t.json --volts 0.3 --rows 1,2 --driver 10 --device pcm"
                    + " --age 9 --seed 3",
            "simulate cuba --neurons 500 --inputs 20 --seconds 0.5 --after 0.1 --raster r.png --spikes s.csv --seed 4",
            "simulate brunel --neurons 600 --inputs 60 --seconds 0.25 --weight-spread 0.5 --graph",
            "simulate scaling --network cuba --neurons 500,700 --inputs 20,30 --seconds 0.1 --csv t.csv --plot p.png --seed 4",
            "array sums --model m.safetensors --samples 9 --adc-bits 5 --csv s.csv --seed 3",
            "array show --model m.safetensors --layer 1 --device pcm --out x.png",
            "stream m.safetensors --source udp:8991 --idle-ms 20",
            "stream m.safetensors --source ipc:ring --max-jump-ms 20 --speed recorded --early-stop off --policy margin",
            "data info r.raw --format evt3 --filter polarity:keep=0 --filter drop:share=0.5 --seed 3",
            "data convert r.raw --filter refractory --out r.bin --to events --from-zero --bin-ms 20 --hop-ms 10",
            "data view r.raw --out r.png --plot rate --frames 7",
            "data replay --source e.safetensors --samples 3 --filter jitter --seed 4 --back-pressure dropNewest --to ipc:ring",
            "data generate --dataset braille --data sets --encode rate:rate=0.5 --steps 4 --split train --out e --seed 3",
            "sample m.safetensors --samples 9 --out drawn.png --seed 4",
            "info --network mlp",
            "network show mlp --input 2,34,34 --out n.png",
            "calibrate m.safetensors --dataset mnist --filter drop --hold-out 9 --max-loss 1 --plot curve.png --out c.safetensors"
                    + " --compact --seed 5",
            "serve --port 0 --model a.safetensors --model b.safetensors --bind 0.0.0.0 --token 0123456789abcdef --dir d --data sets",
            "sweep s.yaml --out d --at-once 3 --retry --plot p.png",
            "models");

    @TempDir
    static Path directory;

    private static Path model;

    @BeforeAll
    static void trainAModel() {
        model = SmallClassifier.train(directory.resolve("model.safetensors"), 1);
    }

    static List<String> examples() {
        return EXAMPLES;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldGiveThePlanBackFromItsJson(String line) {
        final Record plan = command(line).plan();

        assertEquals(plan, Plans.read(Plans.write(plan), plan.getClass()));
    }

    @Test
    void shouldHaveAnExampleOfEveryExperiment() {
        final Set<String> shown = new TreeSet<>();
        EXAMPLES.forEach(line -> shown.add(command(line).experiment().name()));

        final Set<String> names = new TreeSet<>();
        Reference.commands().forEach((heading, command) -> {
            assertTrue(heading.startsWith(command.experiment().name()), heading);
            names.add(command.experiment().name());
        });
        assertEquals(names, shown);
        assertTrue(
                shown.containsAll(Job.experiments().keySet()), Job.experiments().toString());
    }

    @Test
    void shouldSayWhatNumbersAreUnlessTheyAreGiven() {
        Reference.commands().forEach((name, command) -> {
            for (final Setting setting : Plans.settings(command.experiment().plan())) {
                final Class<?> type = setting.component().getType();
                assertTrue(
                        setting.isSeed()
                                || !type.isPrimitive()
                                || type == boolean.class
                                || setting.isRequired()
                                || !setting.option().otherwise().isEmpty(),
                        name + " " + setting.name());
            }
        });
    }

    @Test
    void shouldTakeWhatAPlanLeavesOutAsACommandDoes() {
        assertEquals(
                command("evaluate m.safetensors").plan(),
                Plans.read("{\"model\": \"m.safetensors\"}", EvaluatePlan.class));
    }

    @Test
    void shouldKeepNamesOfFilesThatLookLikeAddresses() {
        final Record plan = command("evaluate file:a:b.safetensors").plan();

        assertEquals(plan, Plans.read(Plans.write(plan), plan.getClass()));
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuseJsonThatIsNoPlan(String json, String reason) {
        final Exception e = assertThrows(IllegalArgumentException.class, () -> Plans.read(json, EvaluatePlan.class));

        assertEquals("plan: " + reason, e.getMessage());
    }

    static List<Arguments> shouldRefuseJsonThatIsNoPlan() {
        return List.of(
                Arguments.of("{}", "field model: expected a value, found nothing"),
                Arguments.of(
                        "{\"model\": \"m\", \"samples\": \"9\"}",
                        "field samples: expected a whole number, found \"9\""),
                Arguments.of("{\"model\": \"m\", \"converters\": 3}", "field converters: expected an object, found 3"),
                Arguments.of(
                        "{\"model\": \"m\", \"encode\": {\"steps\": 1.5}}",
                        "field encode.steps: expected a whole number, found 1.5"),
                Arguments.of(
                        "{\"model\": \"m\", \"binMs\": 3}",
                        "--bin-ms: expected a time above 0 and --events, found 3.0"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldGiveTheSameResultAsAJob(List<String> durations, String line) throws IOException {
        final String whole = line.replace("MODEL", model.toString());
        final Cli printed = Cli.run((Object[]) (whole + " --threads 1 --json").split(" "));
        assertEquals(0, printed.status(), printed.err());

        final List<JobRunner.Outcome> results = new LocalRunner(Run.quiet(1))
                .run(List.of(job(command(whole))), Progress.NONE)
                .toList();

        assertEquals(1, results.size());
        assertEquals(
                without(durations, printed.out()),
                without(durations, results.get(0).result()));
    }

    static List<Arguments> lines() {
        return List.of(
                Arguments.of(
                        List.of("samplesPerSecond", "latencyMicros"),
                        "evaluate MODEL --samples 12 --adc-bits 6 --seed 3"),
                Arguments.of(List.of(), "calibrate MODEL --hold-out 20 --policy margin"));
    }

    @Test
    void shouldRefuseAJobThatIsToDraw() {
        final Job job = job(command("calibrate " + model + " --hold-out 20 --plot x.png"));

        final Exception e = assertThrows(IllegalArgumentException.class, () -> job.run(Run.quiet(1)));

        assertEquals("x.png: expected no plot, which only the command line draws, found one", e.getMessage());
    }

    private static <P extends Record> Job job(ExperimentCommand<P, ?> command) {
        return Job.of(command.experiment(), command.plan());
    }

    private static JsonNode without(List<String> durations, String json) throws IOException {
        final ObjectNode found = (ObjectNode) JsonMapper.builder().build().readTree(json);
        durations.forEach(key -> assertNotNull(found.remove(key), key));
        return found;
    }

    /** The command of a line, which has been parsed. */
    private static ExperimentCommand<?, ?> command(String line) {
        final CommandLine top = Main.commandLine();
        top.parseArgs(line.split(" "));
        CommandLine below = top;
        for (final String word : line.split(" ")) {
            below = below.getSubcommands().getOrDefault(word, below);
        }
        return below.getCommand();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'prune': [null]}         | plan: field prune[0]: expected a value, found null",
                "{'prune': null}           | plan: field prune: expected a value, found null",
                "{'learning': null}        | plan: field learning: expected a value, found null",
                "{'learning': {'frozen': ['c', null]}} | plan: field learning.frozen[1]: expected a value, found null",
                "{'learning': 3}           | plan: field learning: expected an object, found 3",
                "{'epochs': 1.5}           | plan: field epochs: expected a whole number, found 1.5",
                "{'epochs': '2'}           | plan: field epochs: expected a whole number, found \"2\"",
                "{'epochs': 3000000000}    | plan: field epochs: expected a whole number, found 3000000000",
                "{'seed': 1e30}            | plan: field seed: expected a whole number, found 1.0E30",
                "{'learningRate': 1e400}   | plan: ",
                "{'learningRate': 'NaN'}   | plan: field learningRate: expected a",
                "{'epochs': 1, 'epochs': 2}| plan: ",
                "{'nope': 1}               | plan: field nope: expected one of the fields dataset, ",
                "{'out': 3, 'nope': 1}     | plan: field out: expected a text, found 3",
                "[]                        | plan: expected an object, found an array",
                "{} {}                     | plan: line 1, column 4: expected nothing after the value",
                "^^                        | plan: line 1, column 1: expected JSON, found nothing",
            })
    void shouldRefuseAPlanInOneLine(String json, String reason) {
        final Job job = new Job("train classify", json.replace('\'', '"'));

        final String refusal = assertThrows(IllegalArgumentException.class, () -> job.run(Run.quiet(1)))
                .getMessage();

        assertTrue(refusal.startsWith(reason), refusal);
        assertEquals(1, refusal.lines().count(), refusal);
    }

    @Test
    void shouldRefuseAJobOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Job(null, "{}"));
        assertThrows(IllegalArgumentException.class, () -> new Job("info", null));
    }
}
