package io.memspike.app.picture;

import io.memspike.tasks.plan.WholeFile;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** Charts as files. */
public final class Charts {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private Charts() {}

    /** An empty chart in the look that all have. */
    public static XYChart chart(String title, String xAxis, String yAxis) {
        System.setProperty("java.awt.headless", "true");
        final XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        return chart;
    }

    /** An empty chart of bars, series upon series, in the same look. */
    public static CategoryChart stackedBars(String title, String xAxis, String yAxis) {
        final CategoryChart chart = categories(title, xAxis, yAxis);
        chart.getStyler().setStacked(true);
        return chart;
    }

    /** An empty chart of lines over names, in the same look. */
    public static CategoryChart lines(String title, String xAxis, String yAxis) {
        final CategoryChart chart = categories(title, xAxis, yAxis);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
        return chart;
    }

    /** An empty map of colours over two lists of values, in the same size. */
    public static HeatMapChart map(String title, String xAxis, String yAxis) {
        System.setProperty("java.awt.headless", "true");
        final HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setShowValue(true);
        return chart;
    }

    private static CategoryChart categories(String title, String xAxis, String yAxis) {
        System.setProperty("java.awt.headless", "true");
        final CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        return chart;
    }

    /** Writes a chart as PNG, replacing an earlier file only when the new one is complete. */
    public static void write(Path file, Chart<?, ?> chart) throws IOException {
        write(file, List.of(chart));
    }

    /** The same with several charts of one size, one below the other. */
    public static void write(Path file, List<? extends Chart<?, ?>> charts) throws IOException {
        final BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT * charts.size(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = sheet.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            g.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        g.dispose();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(sheet, "png", bytes);
        WholeFile.write(file, bytes.toByteArray());
    }
}
