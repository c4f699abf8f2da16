package io.memspike.app.report;

import io.memspike.tasks.inpainting.picture.PictureGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** A page that needs nothing but itself: text, tables, and pictures inside it. */
final class HtmlPage {
    private static final String STYLE = """
            body{margin:0;background:#f4f5f7;color:#1c2430;font:15px/1.5 system-ui,sans-serif}
            main{max-width:1240px;margin:0 auto;padding:24px}
            h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 4px}p{margin:4px 0 12px;max-width:820px}
            .facts{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0}
            .fact{background:#fff;border:1px solid #dde1e7;border-radius:8px;padding:10px 16px;min-width:110px}
            .fact b{display:block;font-size:20px}.fact span{color:#5a6675;font-size:13px}
            .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:16px;align-items:start}
            figure{margin:0;background:#fff;border:1px solid #dde1e7;border-radius:8px;padding:12px}
            figure.wide{grid-column:1/-1}figure img{display:block;max-width:100%;height:auto;margin:0 auto}
            figcaption{color:#48525f;font-size:13px;margin-top:8px}
            table{border-collapse:collapse;background:#fff}td,th{border:1px solid #dde1e7;padding:4px 12px;text-align:right}
            th:first-child,td:first-child{text-align:left}th{background:#eef0f4}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private boolean hasFigures;

    HtmlPage(String title, String subtitle) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
        text(subtitle);
    }

    /** Numbers to see first, by name. */
    void facts(Map<String, String> facts) {
        endFigures();
        body.append("<div class=\"facts\">\n");
        facts.forEach((name, value) -> body.append("<div class=\"fact\"><b>")
                .append(escaped(value))
                .append("</b><span>")
                .append(escaped(name))
                .append("</span></div>\n"));
        body.append("</div>\n");
    }

    void section(String heading, String text) {
        endFigures();
        body.append("<h2>").append(escaped(heading)).append("</h2>\n");
        text(text);
    }

    void text(String text) {
        endFigures();
        body.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /** A table whose first row is its head. */
    void table(String[]... rows) {
        endFigures();
        body.append("<table>\n");
        for (int i = 0; i < rows.length; i++) {
            body.append("<tr>");
            for (final String cell : rows[i]) {
                final String tag = i == 0 ? "th" : "td";
                body.append('<' + tag + '>').append(escaped(cell)).append("</" + tag + '>');
            }
            body.append("</tr>\n");
        }
        body.append("</table>\n");
    }

    /** A chart, beside others where there is room. */
    void figure(Chart<?, ?> chart, String caption) throws IOException {
        figure(BitmapEncoder.getBufferedImage(chart), caption, false);
    }

    /** An image. */
    void figure(BufferedImage image, String caption, boolean isWide) throws IOException {
        if (!hasFigures) {
            body.append("<div class=\"figures\">\n");
            hasFigures = true;
        }
        body.append(isWide ? "<figure class=\"wide\">" : "<figure>")
                .append("<img width=\"" + image.getWidth() + "\" height=\"" + image.getHeight() + "\" alt=\"")
                .append(escaped(caption))
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(PictureGrid.png(image)))
                .append("\"><figcaption>")
                .append(escaped(caption))
                .append("</figcaption></figure>\n");
    }

    private void endFigures() {
        if (hasFigures) {
            body.append("</div>\n");
            hasFigures = false;
        }
    }

    byte[] bytes() {
        endFigures();
        final String page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>" + escaped(title) + "</title>\n<style>\n" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
        return page.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
