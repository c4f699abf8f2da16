package io.memspike.serve.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.memspike.serve.BrowserTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays in a browser. */
class ArrayPageTest extends BrowserTest {
    private static final String WEIGHT = "dt:text-is('Weight') + dd";

    @Test
    void shouldTellTheCellThatIsClickedAndGoOnByKeys() {
        final Page page = open("array", 1440, 900);
        final Locator cell = page.locator("#array-cell");
        page.locator("#array-cell " + WEIGHT).waitFor();
        requirePictures(page);

        page.locator("#array-map").click();
        page.waitForCondition(() -> !cell.innerText().contains("Row\n0:"));
        final String clicked = cell.innerText();
        assertTrue(clicked.contains("µS") && clicked.contains("Pair"), clicked);

        page.locator("#array-map").press("ArrowDown");
        page.waitForCondition(() -> !cell.innerText().equals(clicked));
        final String below = cell.innerText();
        assertEquals(row(clicked) + 1, row(below));

        page.locator("#array-map").press("ArrowUp");
        page.waitForCondition(() -> cell.innerText().equals(clicked));
    }

    private static int row(String cell) {
        return Integer.parseInt(cell.replaceFirst("(?s).*Row\\n(\\d+):.*", "$1"));
    }

    @Test
    void shouldShowMaskAndDropAndOtherDevices() {
        final Page page = open("array", 1440, 900);
        page.locator("#array-cell " + WEIGHT).waitFor();
        final Locator map = page.locator("#array-map");
        final Object conductances = map.evaluate("each => each.toDataURL()");

        page.check("input[value=mask]");
        page.waitForCondition(() -> map.getAttribute("aria-label").startsWith("Map of the mask"));
        assertNotEquals(conductances, map.evaluate("each => each.toDataURL()"));
        requirePictures(page);

        page.check("input[value=drop]");
        page.waitForCondition(() -> map.getAttribute("aria-label").startsWith("Map of the IR drop"));
        final String little = map.getAttribute("aria-label");
        page.fill("#array-wire", "20");
        page.locator("#array-wire").press("Tab");
        page.waitForCondition(() -> !map.getAttribute("aria-label").equals(little));
        requirePictures(page);

        page.check("input[value=conductance]");
        page.selectOption("#array-device", "pcm");
        page.locator("#array-cell").getByText("aimed at").first().waitFor();
        requireNoSidewaysScroll(page);
    }

    @Test
    void shouldNotPaintWhatComesLateOverWhatIsLookedAtByNow() {
        final Page page = open("array", 1440, 900);
        page.locator("#array-cell " + WEIGHT).waitFor();
        final Locator map = page.locator("#array-map");
        final List<Route> late = new ArrayList<>();
        page.route("**/api/array/drop*", late::add);
        page.check("input[value=drop]");
        page.waitForCondition(() -> !late.isEmpty());
        page.check("input[value=mask]");
        page.waitForCondition(() -> map.getAttribute("aria-label").startsWith("Map of the mask"));

        page.waitForResponse("**/api/array/drop*", () -> late.get(0).resume()).finished();
        page.waitForTimeout(300);

        assertTrue(map.getAttribute("aria-label").startsWith("Map of the mask"), map.getAttribute("aria-label"));
        page.unroute("**/api/array/drop*");
    }

    @Test
    void shouldFitANarrowWindow() {
        final Page page = open("array", 360, 740);
        page.locator("#array-cell " + WEIGHT).waitFor();
        requirePictures(page);
        requireNoSidewaysScroll(page);
    }
}
