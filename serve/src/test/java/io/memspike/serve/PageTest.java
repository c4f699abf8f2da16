package io.memspike.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page around its parts. */
class PageTest extends BrowserTest {
    private static final List<String> PARTS = List.of("digit", "hole", "array", "stream", "runs");

    @Test
    void shouldShowEachPartByItsTab() {
        final Page page = open("digit", 1280, 800);
        for (final String part : PARTS) {
            page.click("#tab-" + part);
            page.locator("#" + part + " > *").first().waitFor();

            assertTrue(page.isVisible("#" + part));
            assertEquals("#" + part, page.evaluate("location.hash"));
        }
    }

    @Test
    void shouldGoFromTabToTabByArrowKeys() {
        final Page page = open("digit", 1280, 800);
        page.focus("#tab-digit");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");

        assertEquals("tab-array", page.evaluate("document.activeElement.id"));
        page.locator("#array > *").first().waitFor(); // empty, it is not to be seen
        assertTrue(page.isVisible("#array"));
    }

    @Test
    void shouldBeDarkWhereAsked() {
        final Page page = open("digit", 1280, 800);
        assertEquals("light", page.getAttribute("html", "data-theme"));
        page.click("#theme");
        assertEquals("dark", page.getAttribute("html", "data-theme"));
        page.reload();
        assertEquals("dark", page.getAttribute("html", "data-theme"));
    }
}
