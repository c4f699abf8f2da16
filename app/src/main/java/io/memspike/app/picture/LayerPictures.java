package io.memspike.app.picture;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.memristor.tile.ArrayGeometry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.Histogram;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One layer's cells as pictures. */
public final class LayerPictures {
    private static final int BINS = 80;
    private static final double MICROSIEMENS = 1e6;

    private final String name;
    private final WiredLayer layer;
    private final MemristorArray devices;
    private final ArrayGeometry geometry;
    private final Unfolding unfolding;
    private final byte[] mask;

    public LayerPictures(String name, WiredLayer layer) {
        System.setProperty("java.awt.headless", "true");
        this.name = name;
        this.layer = layer;
        this.devices = layer.devices();
        this.geometry = layer.mapping().geometry();
        this.unfolding = devices.layer().unfolding();
        this.mask = devices.mask();
    }

    /** All pictures by name; the IR drop only where wires have resistance. */
    public Map<String, BufferedImage> draw() {
        final Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        pictures.put("conductance", conductance());
        pictures.put("mask", mask());
        pictures.put("conductances", BitmapEncoder.getBufferedImage(conductances()));
        pictures.put("weights", BitmapEncoder.getBufferedImage(weights()));
        if (isWired()) {
            pictures.put("ir-drop", irDrop().draw());
            pictures.put("ir-drops", BitmapEncoder.getBufferedImage(irDrops()));
        }
        return pictures;
    }

    /** All of them on one sheet, two side by side. */
    public static BufferedImage sheet(List<BufferedImage> pictures) {
        final int rows = (pictures.size() + 1) / 2;
        final BufferedImage sheet =
                new BufferedImage(2 * MapPicture.WIDTH, rows * MapPicture.HEIGHT, BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            g.drawImage(pictures.get(i), i % 2 * MapPicture.WIDTH, i / 2 * MapPicture.HEIGHT, null);
        }
        g.dispose();
        return sheet;
    }

    /** What connected cells conduct. */
    public BufferedImage conductance() {
        final double[] positive = devices.positiveSiemens();
        final double[] negative = devices.negativeSiemens();
        final double[][] cells = cells(
                w -> mask[w] == 0 ? Double.NaN : positive[w] * MICROSIEMENS,
                w -> mask[w] == 0 ? Double.NaN : negative[w] * MICROSIEMENS);
        final double highest = Arrays.stream(cells)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> value > 0)
                .max()
                .orElse(0);
        return map("conductance of connected cells", "µS", cells, highest).draw();
    }

    /** Which pairs are connected. */
    public BufferedImage mask() {
        return map("mask: 1 connected, 0 pruned", "share", cells(w -> mask[w], w -> mask[w]), 1)
                .draw();
    }

    /** (rows, 2 · columns) of G⁺ and G⁻ as they lie on the crossbar, not a number where the kind has no pair. */
    private double[][] cells(IntToDoubleFunction positive, IntToDoubleFunction negative) {
        final double[][] cells = new double[unfolding.rows()][2 * unfolding.columns()];
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                final int weight = unfolding.weight(row, column);
                cells[row][2 * column] = weight < 0 ? Double.NaN : positive.applyAsDouble(weight);
                cells[row][2 * column + 1] = weight < 0 ? Double.NaN : negative.applyAsDouble(weight);
            }
        }
        return cells;
    }

    private MapPicture irDrop() {
        final double[][] percent = new double[unfolding.rows()][];
        Arrays.setAll(
                percent,
                i -> Arrays.stream(layer.irDrop()[i]).map(drop -> 100 * drop).toArray());
        final double most =
                Arrays.stream(percent).flatMapToDouble(Arrays::stream).max().orElse(0);
        return map("IR drop, all rows driven", "% of drive", percent, most);
    }

    private MapPicture map(String what, String unit, double[][] values, double high) {
        return new MapPicture(
                name + ": " + what,
                unit,
                values,
                0,
                high,
                geometry.rows(),
                geometry.outputsPerTile() * geometry.cellsPerWeight());
    }

    private XYChart conductances() {
        final Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("G⁺", connected(devices.positiveSiemens(), MICROSIEMENS));
        series.put("G⁻", connected(devices.negativeSiemens(), MICROSIEMENS));
        if (isWired()) {
            series.put("G⁺ behind its wires", connected(layer.seen().positiveSiemens(), MICROSIEMENS));
        }
        return histogram("connected cells by conductance", "conductance (µS)", "cells", series);
    }

    private XYChart weights() {
        final Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("devices", connected(doubles(devices.weights()), 1));
        if (isWired()) {
            series.put("behind their wires", connected(doubles(layer.seen().weights()), 1));
        }
        return histogram("connected pairs by weight", "weight in the model's unit", "pairs", series);
    }

    private XYChart irDrops() {
        final List<Double> drops = new ArrayList<>();
        for (int row = 0; row < unfolding.rows(); row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                final int weight = unfolding.weight(row, column);
                if (weight >= 0 && mask[weight] != 0) {
                    drops.add(100 * layer.irDrop()[row][2 * column]);
                    drops.add(100 * layer.irDrop()[row][2 * column + 1]);
                }
            }
        }
        return histogram(
                "connected cells by IR drop",
                "IR drop, all rows driven (% of drive)",
                "cells",
                Map.of("G⁺ and G⁻", drops));
    }

    private boolean isWired() {
        return layer.irDrop().length > 0;
    }

    /** Counts of all series in the same bins. */
    private XYChart histogram(String what, String x, String y, Map<String, List<Double>> series) {
        final XYChart chart = Charts.chart(name + ": " + what, x, y);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Step);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setXAxisDecimalPattern("0.##").setYAxisMin(0.0);
        final DoubleSummaryStatistics all = series.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (all.getCount() > 0) {
            final double width = all.getMax() > all.getMin() ? 0 : 1; // of values that are all alike
            series.forEach((label, values) -> {
                final Histogram counts = new Histogram(values, BINS, all.getMin() - width, all.getMax() + width);
                chart.addSeries(label, counts.getxAxisData(), counts.getyAxisData())
                        .setMarker(SeriesMarkers.NONE);
            });
        }
        return chart;
    }

    private List<Double> connected(double[] values, double factor) {
        final List<Double> kept = new ArrayList<>();
        for (int w = 0; w < mask.length; w++) {
            if (mask[w] != 0) {
                kept.add(values[w] * factor);
            }
        }
        return kept;
    }

    private static double[] doubles(float[] values) {
        final double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
