package io.memspike.serve.digit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.memspike.serve.BrowserTest;
import io.memspike.serve.TestServer;
import io.memspike.testing.Outside;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's part for digits, as a person uses it. */
class DigitPageTest extends BrowserTest {
    private static final double[][] THREE = {
        {0.3, 0.22},
        {0.5, 0.15},
        {0.68, 0.25},
        {0.66, 0.4},
        {0.5, 0.48},
        {0.68, 0.56},
        {0.72, 0.72},
        {0.55, 0.86},
        {0.3, 0.8}
    };
    private static final double[][] SEVEN = {{0.28, 0.2}, {0.72, 0.2}, {0.6, 0.45}, {0.45, 0.85}};

    /** A window in which the first digit has been named; nothing moves by itself in it. */
    private Page settled(int width, int height) {
        final Page page = open("digit", width, height, ColorScheme.LIGHT, ReducedMotion.REDUCE);
        assertThat(page.locator("#spoken")).containsText("It is a 7");
        return page;
    }

    private static void draw(Page page, double[][] points) {
        page.locator("#pad").scrollIntoViewIfNeeded();
        final BoundingBox pad = page.locator("#pad").boundingBox();
        page.mouse().move(pad.x + points[0][0] * pad.width, pad.y + points[0][1] * pad.height);
        page.mouse().down();
        for (final double[] point : points) {
            page.mouse()
                    .move(
                            pad.x + point[0] * pad.width,
                            pad.y + point[1] * pad.height,
                            new Mouse.MoveOptions().setSteps(4));
        }
        page.mouse().up();
    }

    /** What the page asked for when something was done to it, and what it was answered. */
    private static JsonNode[] asked(Page page, Runnable done) throws Exception {
        final Response response =
                page.waitForResponse(each -> each.url().endsWith("/api/digit/run") && each.status() == 200, done);
        final Request request = response.request();
        return new JsonNode[] {TestServer.json(request.postData()), TestServer.json(response.text())};
    }

    @Test
    void shouldNameAThreeAndASevenThatAreDrawn() {
        final Page page = settled(1280, 800);
        page.click("#clear");
        draw(page, THREE);
        assertThat(page.locator("#spoken")).containsText("It is a 3");
        assertThat(page.locator(".decision")).hasText("3");
        requirePictures(page);
        page.click("#clear");
        draw(page, SEVEN);
        assertThat(page.locator("#spoken")).containsText("It is a 7");
        assertThat(page.locator(".decision")).hasText("7");
    }

    @Test
    void shouldNameWhileItIsDrawn() {
        final Page page = settled(1280, 800);
        page.click("#clear");
        final BoundingBox pad = page.locator("#pad").boundingBox();
        page.waitForWebSocket(() -> {
            page.mouse().move(pad.x + 0.3 * pad.width, pad.y + 0.2 * pad.height);
            page.mouse().down();
            page.mouse().move(pad.x + 0.7 * pad.width, pad.y + 0.2 * pad.height, new Mouse.MoveOptions().setSteps(30));
        });
        assertThat(page.locator(".decision")).hasText(Pattern.compile("\\d")); // the button is still down
        page.mouse().up();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, 0.3, stop, 0.3",
        "noise, 0.2, readNoise, 0.2",
        "pruned, 0.8, pruned, 0.8",
        "bits, 6, adcBits, 6",
        "faults, 0.1, faults, 0.1",
        "seed, 4, seed, 4"
    })
    void shouldAskForWhatASliderSays(String slider, String value, String field, double expected) throws Exception {
        final Page page = settled(1280, 800);
        final JsonNode[] spoken =
                asked(page, () -> page.locator("#set-" + slider).fill(value));

        assertEquals(expected, spoken[0].get(field).doubleValue(), 1e-9);
        assertEquals(10, spoken[1].get("ofSteps").intValue());
        assertThat(page.locator("#set-" + slider)).hasAttribute("aria-valuetext", Pattern.compile(".+"));
    }

    @Test
    void shouldAgeCellsThatAreProgrammed() throws Exception {
        final Page page = settled(1280, 800);
        assertTrue(page.isDisabled("#set-age"), "cells as formed do not drift");
        asked(page, () -> page.selectOption("#device", "pcm"));
        final JsonNode[] aged = asked(page, () -> page.locator("#set-age").fill("7"));

        assertEquals("pcm", aged[0].get("device").textValue());
        assertEquals(315_360_000.0, aged[0].get("age").doubleValue());
    }

    @Test
    void shouldRunAllStepsWhereNothingStops() throws Exception {
        final Page page = settled(1280, 800);
        final JsonNode[] all = asked(page, () -> page.uncheck("#stops"));

        assertFalse(all[0].has("stop"));
        assertEquals(10, all[1].get("steps").intValue());
        page.locator("#step").fill("3");
        assertThat(page.locator("output[for=step]")).hasText("step 3 of 10");
        requirePictures(page);
    }

    @Test
    void shouldShowTheWeightsBehindANeuronThatIsClicked() {
        final Page page = settled(1280, 1200);
        page.waitForResponse(
                "**/api/digit/weights",
                () -> page.locator(".layer canvas.clickable").first().click());
        assertThat(page.locator(".pair"))
                .containsText(Pattern.compile("Column \\d+ of c1: \\d+ of 50 pairs connected"));
        page.selectOption("#behind-layer", "n2");
        page.fill("#behind-neuron", "100");
        page.click("#behind-show");
        assertThat(page.locator(".pair")).containsText(Pattern.compile("Column 4 of c2: \\d+ of 500 pairs connected"));
    }

    @Test
    void shouldCountWhatWasRightAndItsEnergy() {
        final Page page = settled(1280, 800);
        page.click("#forget");
        page.click("#many");
        assertThat(page.locator("#tally")).containsText(Pattern.compile("\\d+ of 20 test digits right"));
        assertThat(page.locator(".energy"))
                .hasAttribute("aria-label", Pattern.compile("array .*J, event-driven digital .*J"));
    }

    @Test
    void shouldCountADigitOnceAndBeginAnewWithAnotherSetting() throws Exception {
        final Page page = settled(1280, 800);
        page.click("#forget");
        asked(page, () -> page.locator("#set-noise").fill("0.01"));
        assertThat(page.locator("#tally")).containsText(" of 1 test digits right");
        asked(page, () -> page.click("#next"));
        assertThat(page.locator("#tally")).containsText(" of 2 test digits right");
        page.fill("#sample", "0");
        asked(page, () -> page.press("#sample", "Enter"));
        assertThat(page.locator("#sample")).hasValue("0");
        assertThat(page.locator("#tally")).containsText(" of 2 test digits right");
        asked(page, () -> page.locator("#set-noise").fill("0.02"));
        assertThat(page.locator("#tally")).containsText(" of 1 test digits right");
    }

    @Test
    void shouldNotShowALateAnswerOnAPadThatIsClear() {
        final Page page = openAnother("digit", 1280, 800);
        final List<String> late = Collections.synchronizedList(new ArrayList<>());
        final AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        page.routeWebSocket(Pattern.compile(".*/api/digit/live"), route -> {
            socket.set(route);
            route.connectToServer().onMessage(frame -> late.add(frame.text())); // and keeps them
        });
        page.reload();
        assertThat(page.locator("#spoken")).containsText("It is a 7");
        page.click("#clear");
        draw(page, THREE);
        assertThat(page.locator("#spoken")).containsText("It is a 3");
        page.waitForCondition(() -> !late.isEmpty());
        page.click("#clear");
        assertThat(page.locator(".decision")).hasText("–");
        List.copyOf(late).forEach(socket.get()::send);
        page.evaluate("() => new Promise(done => setTimeout(done, 300))");
        assertThat(page.locator(".decision")).hasText("–");
    }

    @Test
    void shouldTakeARecordingAndAPicture() throws Exception {
        final byte[] recording = Files.readAllBytes(Outside.file("data/nmnist/Test/3/00614.bin"));
        final Page page = settled(1280, 800);
        page.setInputFiles("#file", new FilePayload("three.bin", "application/octet-stream", recording));
        assertThat(page.locator("#spoken")).containsText("It is a 3");
        final byte[] picture = page.locator("#pad").screenshot(); // of an empty pad, a picture like any other
        final JsonNode[] spoken =
                asked(page, () -> page.setInputFiles("#file", new FilePayload("pad.png", "image/png", picture)));
        assertTrue(spoken[0].has("pixels"));
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() {
        final Page page = settled(1280, 800);
        page.setInputFiles("#file", new FilePayload("a.aedat", "application/octet-stream", new byte[] {1, 2, 3}));
        assertThat(page.locator("#trouble")).containsText("recording: ");
        forgetErrors(); // the browser notes the answer's status
    }

    @Test
    void shouldBeAsItWasAfterAReload() {
        final Page page = settled(1280, 800);
        page.click("#clear");
        draw(page, THREE);
        assertThat(page.locator("#spoken")).containsText("It is a 3");
        page.locator("#set-noise").fill("0.01");
        page.reload();
        assertThat(page.locator("#spoken")).containsText("It is a 3");
        assertThat(page.locator("#set-noise")).hasValue("0.01");
    }

    @Test
    void shouldServeTwoAtOnce() {
        final Page one = settled(1280, 800);
        final Page other = openAnother("digit", 1280, 800);
        assertThat(other.locator("#spoken")).containsText("It is a 7");
        one.click("#clear");
        draw(one, THREE);
        other.fill("#sample", "1");
        other.press("#sample", "Enter");

        assertThat(one.locator("#spoken")).containsText("It is a 3");
        assertThat(other.locator("#spoken")).containsText("It is a 2");
        assertNotEquals(one.inputValue("#sample"), other.inputValue("#sample"));
    }

    @Test
    void shouldBeUsableByKeyboardAlone() {
        final Page page = settled(1280, 800);
        page.focus("#tab-digit");
        String at = "";
        for (int i = 0; i < 12 && !at.equals("next"); i++) {
            page.keyboard().press("Tab");
            at = String.valueOf(page.evaluate("document.activeElement.id"));
        }
        assertEquals("next", at, "the button for the next test digit is reached");
        page.keyboard().press("Enter");
        assertThat(page.locator("#spoken")).containsText("It is a 2");
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "800, LIGHT", "1280, DARK", "2560, LIGHT"})
    void shouldFitAnyWindow(int width, ColorScheme colours) {
        final Page page = open("digit", width, 900, colours, ReducedMotion.REDUCE);
        assertThat(page.locator("#spoken")).containsText("It is a 7");
        requireNoSidewaysScroll(page);
        requirePictures(page);
        assertEquals(colours.name().toLowerCase(Locale.ROOT), page.getAttribute("html", "data-theme"));
    }
}
