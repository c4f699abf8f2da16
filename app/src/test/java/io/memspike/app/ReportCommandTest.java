package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.testing.Outside;
import io.memspike.topology.loss.Loss;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a browser shows them: headless Chromium opens each, and a script in the page looks at every picture. */
class ReportCommandTest {
    @TempDir
    static Path directory;

    private static Path classifier;
    private static Path vae;

    @BeforeAll
    static void makeModels() throws IOException {
        vae = SmallVae.write(directory.resolve("vae.safetensors"));
        classifier = directory.resolve("classifier.safetensors");
        final ClassifierPlan plan = new ClassifierPlan(
                "conv", DataSets.MNIST, 16, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0, 1, 0);
        ClassifierTraining.start(plan, new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 16))
                .model()
                .write(classifier);
    }

    private static Path report(Path model, String name) throws IOException {
        final Path page = directory.resolve(name);
        final Cli call = Cli.run("report", "--model", model, "--samples", 12, "--out", page, "--json");
        assertEquals(0, call.status(), call.err());
        final JsonNode found = JsonMapper.builder().build().readTree(call.out());
        final Set<String> keys = Reference.keys("report");
        found.fieldNames().forEachRemaining(key -> assertTrue(keys.contains(key), key));
        assertEquals(page.toString(), found.path("file").textValue());
        assertEquals(12, found.path("samples").intValue());
        assertTrue(found.path("meanSteps").isNumber());
        return page;
    }

    @Test
    void shouldShowAClassifierWithoutANetwork() throws Exception {
        final Path page = report(classifier, "classifier.html");
        final String text = Files.readString(page);
        for (final String heading :
                List.of("Stopping early", "Spikes and membranes", "Confusion", "Memristors", "Energy")) {
            assertTrue(text.contains("<h2>" + heading + "</h2>"), heading);
        }
        // curve, histogram, confidences, events, 2 × (raster, membranes), confusion, 3 × (mask, conductances), energy
        assertLooksRight(page, 17);
    }

    @Test
    void shouldShowAnAutoEncoderWithoutANetwork() throws Exception {
        final Path page = report(vae, "vae.html");
        final String text = Files.readString(page);
        for (final String heading : List.of(
                "Inpainting", "Step by step", "Latent spikes", "Confusion", "New pictures", "Memristors", "Energy")) {
            assertTrue(text.contains("<h2>" + heading + "</h2>"), heading);
        }
        // grid, steps, 4 charts, 2 rasters, confusion, new pictures, 9 masks, 4 × conductances, 2 of energy
        assertLooksRight(page, 25);
    }

    @Test
    void shouldFindWhatIsWrongWithAPage() throws Exception {
        final Path page = directory.resolve("wrong.html");
        final String black = Base64.getEncoder()
                .encodeToString(PictureGrid.png(new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB)));
        Files.writeString(
                page,
                "<!DOCTYPE html><html><body><img src=\"data:image/png;base64,AAAA\"><img src=\"data:image/png;base64,"
                        + black + "\"><script>nothing.there()</script></body></html>");
        final Look look = look(page);
        assertEquals(2, look.pictures());
        assertEquals(2, look.empty());
        assertTrue(look.errors() > 0);
    }

    @Test
    void shouldRefuseWhatIsNoModelOrNoPlace() throws IOException {
        final Path nowhere = directory.resolve("none/page.html");
        assertTrue(Cli.run("report", "--model", vae, "--out", nowhere)
                .assertFailed()
                .contains(nowhere + ": expected an existing directory"));
        final Path text = Files.writeString(directory.resolve("text"), "no model at all, only some text of words");
        final Path page = directory.resolve("refused.html");
        assertTrue(Cli.run("report", "--model", text, "--out", page)
                .assertFailed()
                .contains("is this a safetensors file?"));
        assertEquals(
                2,
                Cli.run("report", "--model", classifier, "--early-stop", 2, "--out", page)
                        .status());
        assertEquals(
                2,
                Cli.run("report", "--model", vae, "--early-stop", -1, "--out", page)
                        .status());
        assertFalse(Files.exists(page));
    }

    private static void assertLooksRight(Path page, int pictures) throws Exception {
        final String text = Files.readString(page);
        final String withoutPictures = text.replaceAll("data:image/png;base64,[^\"]*", "");
        assertFalse(withoutPictures.contains("://"), "nothing is fetched");
        assertFalse(withoutPictures.contains("NaN"), "no number is missing");
        final Look look = look(page);
        assertEquals(pictures, look.pictures());
        assertEquals(0, look.empty(), "pictures that are not loaded or of one colour");
        assertEquals(0, look.errors(), look.log());
    }

    /** What the browser found. */
    private record Look(int pictures, int empty, int errors, String log) {}

    private static Look look(Path page) throws Exception {
        final Path browser = browser();
        Outside.need(browser != null, "no Chromium on the path: the page is not looked at");
        final Path copy = directory.resolve("look-" + page.getFileName());
        final String script = "<script>let errors=0;onerror=()=>{errors++};console.error=()=>{errors++};"
                + "onload=()=>{let empty=0;for(const i of document.images){let one=i.naturalWidth==0;if(!one){"
                + "const c=document.createElement('canvas');c.width=i.naturalWidth;c.height=i.naturalHeight;"
                + "const g=c.getContext('2d');g.drawImage(i,0,0);"
                + "const d=new Uint32Array(g.getImageData(0,0,c.width,c.height).data.buffer);"
                + "one=d.every(p=>p==d[0])}empty+=one?1:0}"
                + "document.body.setAttribute('data-look',[document.images.length,empty,errors].join(' '))}</script>";
        Files.writeString(copy, Files.readString(page).replaceFirst("<(head|body)>", "<$1>" + script));
        final Path out = directory.resolve("dom");
        final Path err = directory.resolve("log");
        // not in the test's directory: helpers of the browser may still write there when it has ended
        final Path profile = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "profile");
        final Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        copy.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(20, java.util.concurrent.TimeUnit.MINUTES), "the browser did not end");
        } finally {
            process.destroyForcibly();
        }
        final String dom = Files.readString(out);
        final int at = dom.indexOf("data-look=\"");
        assertTrue(at > 0, () -> "the page's script did not run");
        final String[] found = dom.substring(at + 11, dom.indexOf('"', at + 11)).split(" ");
        final List<String> console = Files.readAllLines(err, java.nio.charset.StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains(":CONSOLE"))
                .toList();
        return new Look(
                Integer.parseInt(found[0]),
                Integer.parseInt(found[1]),
                Math.max(Integer.parseInt(found[2]), console.size()),
                String.join("\n", console));
    }

    private static Path browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .flatMap(each -> Stream.of(Path.of(each, "chromium"), Path.of(each, "chromium-browser")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
