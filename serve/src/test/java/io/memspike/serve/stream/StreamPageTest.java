package io.memspike.serve.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.memspike.serve.BrowserTest;
import org.junit.jupiter.api.Test;

/** Streams in a browser. */
class StreamPageTest extends BrowserTest {
    private static final String PIXELS = "each => each.toDataURL()";

    @Test
    void shouldShowChangingPicturesAndDecisionsAndStandStillWhenPaused() {
        final Page page = open("stream", 1440, 900);
        page.click("#stream-start");
        final Locator surface = page.locator("#stream-surface");
        final Locator state = page.locator("#stream-state");
        page.waitForCondition(() -> state.innerText().endsWith("is running"));
        final Object first = surface.evaluate(PIXELS);
        page.waitForCondition(() -> !surface.evaluate(PIXELS).equals(first));
        page.waitForCondition(() ->
                page.locator("table[aria-label='Latest decisions'] tbody tr").count() >= 3);
        assertTrue(page.locator("#stream-answer").innerText().matches("\\d"));
        page.locator("section[aria-label=Latency] canvas").waitFor();
        assertTrue(page.locator("#stream-facts").innerText().contains("p99.9"));
        requirePictures(page);
        requireNoSidewaysScroll(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(directory.resolve("stream.png")));

        page.click("#stream-pause");
        page.waitForCondition(() -> state.innerText().endsWith("stands still"));
        page.waitForTimeout(500); // what was under way
        final Object still = surface.evaluate(PIXELS);
        page.waitForTimeout(1000);
        assertEquals(still, surface.evaluate(PIXELS));
        page.click("#stream-pause");
        page.waitForCondition(() -> !surface.evaluate(PIXELS).equals(still));

        page.click("#stream-stop-button");
        page.waitForCondition(() -> state.innerText().endsWith("was stopped"));
    }

    @Test
    void shouldShowARefusal() {
        final Page page = open("stream", 360, 740);
        page.fill("#stream-source", "../secret.bin");
        page.click("#stream-start");
        final Locator trouble = page.locator("#trouble");
        trouble.waitFor();
        assertTrue(trouble.innerText().contains("expected a file in the server's folder"), trouble.innerText());
        requireNoSidewaysScroll(page);
        forgetErrors(); // the browser's own, of an answer of status 400
    }
}
