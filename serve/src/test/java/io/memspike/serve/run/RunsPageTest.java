package io.memspike.serve.run;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.memspike.serve.BrowserTest;
import io.memspike.serve.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs in a browser. */
class RunsPageTest extends BrowserTest {
    private static final Map<String, String> SMALL =
            Map.of("network", "mlp", "samples", "60", "hold-out", "20", "test-samples", "20", "batch", "20");

    private Page openRuns() {
        final Page page = open("runs", 1440, 900);
        page.setDefaultTimeout(60_000); // a training takes its time where others work, too
        return page;
    }

    private static void fill(Page page, Map<String, String> plan) {
        page.locator("#plan-network").waitFor();
        plan.forEach((name, value) -> page.fill("#plan-" + name, value));
    }

    private static void awaitState(Page page, String state) {
        page.locator(".run .state." + state).waitFor();
    }

    @Test
    void shouldStartATrainingWatchItAndKeepItsResultAfterAReload() throws Exception {
        final Page page = openRuns();
        fill(page, SMALL);
        page.fill("#plan-epochs", "20"); // enough to be looked at before they are over
        page.click("#start");
        awaitState(page, "running");
        page.locator(".run .news li").first().waitFor();
        page.locator(".run .plot canvas").first().waitFor();
        requirePictures(page);

        page.reload(); // in the middle
        page.locator(".run .news li").nth(19).waitFor();
        awaitState(page, "done");

        final Locator result = page.getByRole(
                com.microsoft.playwright.options.AriaRole.TABLE, new Page.GetByRoleOptions().setName("Result"));
        assertTrue(result.innerText().contains("share of test samples classified rightly"), result.innerText());
        requirePictures(page);
        requireNoSidewaysScroll(page);
        for (final Map.Entry<String, String> each : Map.of(
                        "Result as JSON", "\"accuracy\"",
                        "Result as CSV", "key,value,meaning",
                        "News as CSV", "result.epoch")
                .entrySet()) {
            final Download download =
                    page.waitForDownload(() -> page.getByText(each.getKey()).click());
            assertTrue(Files.readString(download.path()).contains(each.getValue()), each.getKey());
        }
        final Download model = page.waitForDownload(
                () -> page.locator(".downloads").getByText("model.safetensors").click());
        assertTrue(Files.size(model.path()) > 100_000);
    }

    @Test
    void shouldComeBackToItsRunsAfterARestartOfTheServer() throws Exception {
        final Page page = openRuns();
        fill(page, SMALL);
        page.fill("#plan-epochs", "400"); // more than are done before the server stops
        page.click("#start");
        page.locator(".run .news li").nth(1).waitFor();

        restartServer(); // and nobody touches the page

        awaitState(page, "interrupted");
        final int epochs = page.locator(".run .news li").count();
        assertTrue(epochs >= 2, epochs + " epochs told");
        requirePictures(page);

        page.getByText("Go on from its checkpoint").click();

        awaitState(page, "running");
        page.locator(".run .news li").nth(1).waitFor();
        page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
        awaitState(page, "cancelled");
        page.reload();
        awaitState(page, "cancelled");
        forgetErrors(); // the browser's own, of a server that was away
    }

    /** The page at a training that has come to its first news, and would go on for long. */
    private Page openTraining() {
        final Page page = openRuns();
        fill(page, SMALL);
        page.fill("#plan-epochs", "1000");
        page.click("#start");
        page.locator(".run .news li").first().waitFor();
        return page;
    }

    @Test
    void shouldCancelATraining() {
        final Page page = openTraining();

        page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();

        awaitState(page, "cancelled");
        page.getByText("Go on from its checkpoint").waitFor();
    }

    /** A server that goes away may tell the end of a run and no more, and the next answer nothing at all. */
    @Test
    void shouldAskUntilTheEndOfARunIsShownInWhole() {
        final Page page = openTraining();
        page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("Go on from its checkpoint").waitFor();
        final AtomicInteger wholes = new AtomicInteger();
        final AtomicInteger streams = new AtomicInteger();
        page.route(Pattern.compile(".*/api/runs/\\d+$"), route -> {
            if (wholes.incrementAndGet() == 1) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.route(Pattern.compile(".*/api/runs/\\d+/news\\?.*"), route -> {
            if (streams.incrementAndGet() == 2) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(200)
                        .setContentType("text/event-stream")
                        .setBody(""));
            } else {
                route.resume();
            }
        });

        page.reload();

        awaitState(page, "cancelled");
        page.getByText("Go on from its checkpoint").waitFor();
        assertEquals(3, streams.get(), "told the end, told nothing, told all");
        forgetErrors(); // of the answer that was cut off
    }

    @Test
    void shouldRefuseABadValueBesideItsField() {
        final Page page = openRuns();
        fill(page, SMALL);
        for (final Map.Entry<String, String> each : Map.of(
                        "epochs", "many", "out", "../model", "from", "/etc/passwd", "repeats", "0")
                .entrySet()) {
            final Locator field = page.locator("#plan-" + each.getKey());
            field.evaluate(
                    "each => { for (let at = each; at; at = at.parentElement) { if (at.tagName === 'DETAILS') at.open = true; } }");
            field.fill(each.getValue());
            page.click("#start");
            final Locator refusal = page.locator("#plan-" + each.getKey() + "-refusal");
            refusal.waitFor();
            assertTrue(refusal.innerText().startsWith("--" + each.getKey() + ": expected"), refusal.innerText());
            assertEquals("true", field.getAttribute("aria-invalid"));
            field.fill("");
        }
        forgetErrors(); // the browser's own, of the four answers of status 400
    }

    @Test
    void shouldSayThatARunWasDeletedByAnother() throws Exception {
        final String gate = UUID.randomUUID().toString();
        final int id = TestServer.json(
                        server().post("/api/runs", "{\"experiment\":\"waiting\",\"plan\":{\"gate\":\"" + gate + "\"}}")
                                .body())
                .get("id")
                .asInt();
        Waiting.open(gate);
        server().get("/api/runs/" + id + "/news"); // ends with the run
        final Page page = openRuns();
        final Locator shown = page.locator("#run-" + id);
        shown.waitFor();
        server().send(server().request("/api/runs/" + id).DELETE());
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        page.onRequest(request -> {
            if (request.url().contains("/news")) {
                asked.add(request.url());
            }
        });

        shown.click();

        page.getByText("Run " + id + " was deleted.").waitFor();
        page.waitForTimeout(1500); // half as long again as it waits before it asks again
        assertEquals(1, asked.size(), asked.toString());
        assertThat(shown).hasCount(0);
        assertEquals(0, page.locator(".run").count());
        forgetErrors(); // the browser's own, of the answer of status 404
    }

    @Test
    void shouldCompareTwoRuns() {
        final Page page = openRuns();
        for (final String rate : List.of("0.01", "0.1")) {
            fill(page, SMALL);
            page.fill("#plan-epochs", "2");
            page.fill("#plan-learning-rate", rate);
            page.click("#start");
            page.locator(".run .settings, .run p")
                    .getByText("learning-rate " + rate)
                    .waitFor();
            awaitState(page, "done");
        }
        final Locator boxes = page.locator("table[aria-label=Runs] input[type=checkbox]");
        assertThat(page.locator("table[aria-label=Runs] .state.running, table[aria-label=Runs] .state.queued"))
                .hasCount(0); // nothing is told any more that would replace the boxes
        boxes.nth(0).check();
        boxes.nth(1).check();
        final Locator differs = page.locator("table[aria-label='What differs']");
        differs.waitFor();

        assertTrue(differs.innerText().contains("0.01") && differs.innerText().contains("0.1"), differs.innerText());
        assertTrue(!differs.innerText().contains("epochs"), differs.innerText());
        assertTrue(page.locator("table[aria-label=Figures]").innerText().contains("accuracy"));
        page.locator("section[aria-labelledby=compared] canvas").nth(1).waitFor();
        requirePictures(page);
    }

    @Test
    void shouldBeUsableOnANarrowScreenInTheDark() {
        final Page page = open("runs", 360, 740);
        page.locator("#plan-network").waitFor();
        requireNoSidewaysScroll(page);
        page.click("#theme");
        page.locator("#plan-network").waitFor();
        requireNoSidewaysScroll(page);
        final Path shot = directory.resolve("narrow.png");
        page.screenshot(new Page.ScreenshotOptions().setPath(shot));
        assertTrue(shot.toFile().length() > 0);
    }
}
