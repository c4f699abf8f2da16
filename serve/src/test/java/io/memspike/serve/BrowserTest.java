package io.memspike.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.memspike.testing.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in headless Chromium: one browser and one server for each test class, one window for all its tests, each of which fails where
 * the console shows an error, a picture is empty or a request leaves the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrowserTest {
    private static final int WAIT_MILLIS = 300_000; // ends what hangs, and judges nothing that is slow
    /** Whether something is drawn: inside of a plot's axes, what has a hue; inside of another picture's edge, two colours. */
    private static final String IS_DRAWN = """
            canvas => {
              const over = canvas.closest('.u-wrap')?.querySelector('.u-over');
              const sharp = canvas.width / canvas.clientWidth;
              const edge = 0.05 * Math.min(canvas.width, canvas.height);
              const [x, y, width, height] = over
                ? [over.offsetLeft, over.offsetTop, over.offsetWidth, over.offsetHeight].map(each => Math.round(sharp * each))
                : [edge, edge, canvas.width - 2 * edge, canvas.height - 2 * edge].map(Math.round);
              const {data} = canvas.getContext('2d').getImageData(x, y, Math.max(1, width), Math.max(1, height));
              const seen = new Set();
              for (let i = 0; i < data.length; i += 4) {
                const red = data[i], green = data[i + 1], blue = data[i + 2], alpha = data[i + 3];
                if (over && alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40) {
                  return true;
                }
                seen.add(red << 24 | green << 16 | blue << 8 | alpha);
                if (!over && seen.size > 1) {
                  return true;
                }
              }
              return false;
            }""";

    @TempDir
    protected static Path directory;

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<BrowserContext> others = new ArrayList<>();
    private Page shared;
    private Playwright playwright;
    private Browser browser;
    private TestServer server;

    @BeforeAll
    final void startBrowser() throws Exception {
        final Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Outside.need(chromium != null, "Chromium is not installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MILLIS);
        server = serve();
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setTimeout(WAIT_MILLIS)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** What is served. */
    protected TestServer serve() throws Exception {
        return TestServer.ofPage(directory);
    }

    /** Stops the server, and starts another at its address with what the first has left in its directory. */
    protected final void restartServer() throws Exception {
        final List<Throwable> failures = server.failures();
        server.close();
        assertEquals(List.of(), failures, "failures of the server");
        server = server.again(Parts.of(TestServer.workshop(directory)));
    }

    /** The server. */
    protected final TestServer server() {
        return server;
    }

    /**
     * The page at a part of it, such as {@code digit}, in a window of so many pixels where nothing is remembered: the window of
     * all tests of a class, since opening one takes a browser longer than a test.
     */
    protected final Page open(String part, int width, int height) {
        return open(part, width, height, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);
    }

    /** The same with colours and motion as somebody may have chosen. */
    protected final Page open(String part, int width, int height, ColorScheme colours, ReducedMotion motion) {
        if (shared == null) {
            shared = opened(browser.newContext());
        } else {
            shared.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }");
            shared.navigate("about:blank");
        }
        return settled(shared, part, width, height, colours, motion);
    }

    /** The page in a window of somebody else's. */
    protected final Page openAnother(String part, int width, int height) {
        final BrowserContext context = browser.newContext();
        others.add(context);
        return settled(opened(context), part, width, height, ColorScheme.LIGHT, ReducedMotion.REDUCE);
    }

    private Page opened(BrowserContext context) {
        final Page page = context.newPage();
        page.setDefaultTimeout(WAIT_MILLIS);
        page.onConsoleMessage(this::note);
        page.onPageError(errors::add);
        page.onRequest(request -> {
            final String url = request.url();
            if (!url.startsWith(server.address()) && !url.matches("(blob|data|about):.*")) {
                errors.add("a request to " + url);
            }
        });
        return page;
    }

    private Page settled(Page page, String part, int width, int height, ColorScheme colours, ReducedMotion motion) {
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours).setReducedMotion(motion));
        page.navigate(server.address() + "#" + part);
        return page;
    }

    private void note(ConsoleMessage message) {
        final boolean isOfThisTest = message.text().contains("willReadFrequently"); // which looks at pictures
        if (!isOfThisTest && (message.type().equals("error") || message.type().equals("warning"))) {
            errors.add(message.text());
        }
    }

    /** Fails where nothing is drawn in a canvas that is shown, or axes alone. */
    protected static void requirePictures(Page page) {
        page.locator("canvas:visible").all().forEach(canvas -> {
            if (!(Boolean) canvas.evaluate(IS_DRAWN)) {
                throw new AssertionError("an empty picture: " + canvas.getAttribute("aria-label"));
            }
        });
    }

    /** Fails where the page is wider than its window. */
    protected static void requireNoSidewaysScroll(Page page) {
        assertEquals(
                page.evaluate("document.documentElement.clientWidth"),
                page.evaluate("document.documentElement.scrollWidth"),
                "width of the page");
    }

    /** What the console is expected to have said, which then is no failure. */
    protected final void forgetErrors() {
        errors.clear();
    }

    @AfterEach
    final void requireNoErrors() {
        others.forEach(BrowserContext::close);
        others.clear();
        final List<String> found = List.copyOf(errors);
        errors.clear();
        assertEquals(List.of(), found, "errors in the console");
        assertEquals(List.of(), server.failures(), "failures of the server");
    }

    @AfterAll
    final void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
