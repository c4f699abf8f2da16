package io.memspike.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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
 * The page in headless Chromium: one browser and one server for each test class, one page for each test, which fails where
 * the console shows an error, a picture is empty or a request leaves the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrowserTest {
    private static final int WAIT_MILLIS = 60_000;
    private static final String COLOURS = """
            canvas => {
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let i = 0; i < data.length && seen.size < 3; i += 4) {
                seen.add(data[i] << 24 | data[i + 1] << 16 | data[i + 2] << 8 | data[i + 3]);
              }
              return seen.size;
            }""";

    @TempDir
    protected static Path directory;

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<BrowserContext> contexts = new ArrayList<>();
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
        assumeTrue(chromium != null, "no Chromium: the page is not looked at");
        server = serve();
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
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

    /** The server. */
    protected final TestServer server() {
        return server;
    }

    /** A new window of so many pixels, in which the page is open at a part of it, such as {@code digit}. */
    protected final Page open(String part, int width, int height) {
        return open(part, new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** The same, with other choices. */
    protected final Page open(String part, Browser.NewContextOptions options) {
        final BrowserContext context = browser.newContext(options);
        contexts.add(context);
        final Page page = context.newPage();
        page.setDefaultTimeout(WAIT_MILLIS);
        page.onConsoleMessage(this::note);
        page.onPageError(errors::add);
        page.onRequest(request -> {
            final String url = request.url();
            if (!url.startsWith(server.address()) && !url.startsWith("blob:") && !url.startsWith("data:")) {
                errors.add("a request to " + url);
            }
        });
        page.navigate(server.address() + "#" + part);
        return page;
    }

    private void note(ConsoleMessage message) {
        final boolean isOfThisTest = message.text().contains("willReadFrequently"); // which looks at pictures
        if (!isOfThisTest && (message.type().equals("error") || message.type().equals("warning"))) {
            errors.add(message.text());
        }
    }

    /** Fails where a canvas that is shown has one colour alone. */
    protected static void requirePictures(Page page) {
        page.locator("canvas:visible").all().forEach(canvas -> {
            final int colours = ((Number) canvas.evaluate(COLOURS)).intValue();
            if (colours < 2) {
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
    final void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
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
