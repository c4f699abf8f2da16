package io.memspike.serve.hole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.memspike.serve.BrowserTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's part for holes, as a person uses it. */
class HolePageTest extends BrowserTest {
    private static final Pattern DONE =
            Pattern.compile("(Finished at step \\d+ of 16|Filled in all 16 steps).*mean squared error.*");

    private Page settled(int width) {
        final Page page = open("hole", width, 900, ColorScheme.LIGHT, ReducedMotion.REDUCE);
        assertThat(page.locator("#filled-line")).hasText(DONE);
        return page;
    }

    @Test
    void shouldFillWhatIsRubbedOut() {
        final Page page = settled(1280);
        page.click("#whole");
        assertThat(page.locator("#filled-line")).hasText("Rub out a part of the digit.");
        final BoundingBox paper = page.locator("#paper").boundingBox();
        page.mouse().move(paper.x + 0.4 * paper.width, paper.y + 0.5 * paper.height);
        page.mouse().down();
        page.mouse()
                .move(paper.x + 0.6 * paper.width, paper.y + 0.5 * paper.height, new Mouse.MoveOptions().setSteps(10));
        page.mouse().up();
        assertThat(page.locator("#filled-line")).hasText(DONE);
        assertThat(page.locator("#filled"))
                .hasAttribute("aria-label", Pattern.compile("The hole filled, after step \\d+ of 16"));
        requirePictures(page);
    }

    @Test
    void shouldTakeAllStepsWithAThresholdOfZero() {
        final Page page = settled(1280);
        page.locator("#hole-stop").fill("0");
        assertThat(page.locator("#filled-line")).containsText("Filled in all 16 steps");
        page.click("#hole-own");
        assertThat(page.locator("#filled-line")).containsText(Pattern.compile("Finished at step \\d+ of 16"));
    }

    @Test
    void shouldFillAHalfByKeyboardAlone() {
        final Page page = settled(1280);
        page.focus("#cut-top");
        page.keyboard().press("Enter");
        assertThat(page.locator("#paper")).hasAttribute("aria-label", "Test digit 3, 512 pixels rubbed out");
        assertThat(page.locator("#filled-line")).hasText(DONE);
    }

    @Test
    void shouldDrawOthersFromThePrior() {
        final Page page = settled(1280);
        assertThat(page.locator("#prior")).hasAttribute("aria-label", "16 digits drawn from the prior with seed 1");
        final String before =
                page.locator("#prior").evaluate("c => c.toDataURL()").toString();
        page.click("#draw");
        assertThat(page.locator("#prior")).hasAttribute("aria-label", "16 digits drawn from the prior with seed 2");
        assertNotEquals(
                before, page.locator("#prior").evaluate("c => c.toDataURL()").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280, 2560})
    void shouldFitAnyWindow(int width) {
        final Page page = settled(width);
        assertThat(page.locator("#prior")).hasAttribute("aria-label", Pattern.compile("16 digits.*"));
        requireNoSidewaysScroll(page);
        requirePictures(page);
    }
}
