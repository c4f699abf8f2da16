package io.memspike.app.network;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.interchange.GraphText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Draws a network from left to right: nodes as boxes with name, kind and shape, coloured by what they are; edges as lines,
 * those that lead back on lanes below, dashed.
 */
final class GraphDrawing {
    private static final int MARGIN = 24;
    private static final int TITLE = 28;
    private static final int BOX_HEIGHT = 56;
    private static final int ROW = BOX_HEIGHT + 26;
    private static final int GAP = 64; // between two layers
    private static final int LANE = 20;
    private static final int LEAST_WIDTH = 92;
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Color INK = new Color(0x22, 0x2b, 0x38);
    private static final Color LINE = new Color(0x52, 0x60, 0x72);
    private static final Map<String, Color> FILLS = Map.of(
            "graph", new Color(0xe6, 0xe9, 0xee), // input
            "matrix", new Color(0xcf, 0xe3, 0xf6),
            "neuron", new Color(0xfb, 0xdc, 0xc8),
            "nir", new Color(0xfb, 0xdc, 0xc8),
            "norm", new Color(0xd7, 0xee, 0xd6),
            "shape", new Color(0xf4, 0xee, 0xc8),
            "token", new Color(0xe7, 0xdb, 0xf3));
    private static final Color OTHER = new Color(0xee, 0xee, 0xee);

    private final String title;
    private final Graph graph;
    private final GraphLayout layout;
    private final List<Edge> back;
    private final int boxWidth;

    GraphDrawing(GraphText network) {
        this.title = network.name();
        this.graph = network.graph();
        this.layout = new GraphLayout(graph);
        this.back =
                graph.edges().stream().filter(edge -> !layout.isForward(edge)).toList();
        final FontRenderContext metrics = new FontRenderContext(null, true, true);
        this.boxWidth = graph.nodes().stream()
                .flatMap(node -> Stream.of(
                        NAME.getStringBounds(node.name(), metrics).getWidth(),
                        TEXT.getStringBounds(node.kind().type(), metrics).getWidth()))
                .mapToInt(width -> (int) Math.ceil(width) + 20)
                .reduce(LEAST_WIDTH, Math::max);
    }

    /** Its size in pixels. */
    Dimension size() {
        return new Dimension(
                2 * MARGIN + layout.layers() * (boxWidth + GAP) - GAP + (back.isEmpty() ? 0 : GAP),
                2 * MARGIN + TITLE + layout.rows() * ROW + back.size() * LANE);
    }

    void draw(Graphics2D g) {
        final Dimension size = size();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, size.width, size.height);
        g.setColor(INK);
        g.setFont(NAME);
        g.drawString(title, MARGIN, MARGIN + 6);
        graph.edges().stream().filter(layout::isForward).forEach(edge -> forward(g, edge));
        for (int lane = 0; lane < back.size(); lane++) {
            backward(g, back.get(lane), lane);
        }
        graph.nodes().forEach(node -> box(g, node));
        labels(g);
    }

    private double left(GraphLayout.Item item) {
        return MARGIN + item.layer() * (double) (boxWidth + GAP) + (back.isEmpty() ? 0 : GAP / 2.0);
    }

    private double top(GraphLayout.Item item) {
        return MARGIN + TITLE + item.row() * ROW;
    }

    private double middle(GraphLayout.Item item) {
        return top(item) + BOX_HEIGHT / 2.0;
    }

    private void box(Graphics2D g, Node node) {
        final GraphLayout.Item item = layout.item(node.name());
        final RoundRectangle2D box = new RoundRectangle2D.Double(left(item), top(item), boxWidth, BOX_HEIGHT, 10, 10);
        final String room = node.kind().getClass().getPackageName();
        g.setColor(FILLS.getOrDefault(room.substring(room.lastIndexOf('.') + 1), OTHER));
        g.fill(box);
        g.setColor(LINE);
        g.setStroke(new BasicStroke(graph.outputs().contains(node.name()) ? 2.5f : 1.2f));
        g.draw(box);
        g.setColor(INK);
        centred(g, NAME, node.name(), item, 18);
        centred(g, TEXT, node.kind().type(), item, 33);
        centred(g, TEXT, graph.shape(node.name()).toString(), item, 48);
    }

    private void centred(Graphics2D g, Font font, String text, GraphLayout.Item item, int baseline) {
        final double width = font.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
        g.setFont(font);
        g.drawString(text, (float) (left(item) + (boxWidth - width) / 2), (float) (top(item) + baseline));
    }

    private void stroke(Graphics2D g, Edge edge) {
        g.setColor(LINE);
        g.setStroke(
                edge.delay() > 0
                        ? new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0)
                        : new BasicStroke(1.4f));
    }

    /** Through its place in every layer. */
    private void forward(Graphics2D g, Edge edge) {
        final List<GraphLayout.Item> way = layout.way(edge);
        final Path2D path = new Path2D.Double();
        double x = left(way.get(0)) + boxWidth;
        double y = middle(way.get(0));
        path.moveTo(x, y);
        for (int i = 1; i < way.size(); i++) {
            final double nextX = left(way.get(i));
            final double nextY = entry(edge, way.get(i), i == way.size() - 1);
            path.curveTo(x + GAP / 2.0, y, nextX - GAP / 2.0, nextY, nextX, nextY);
            x = nextX;
            y = nextY;
            if (i < way.size() - 1) {
                x += boxWidth;
                path.lineTo(x, y);
            }
        }
        stroke(g, edge);
        g.draw(path);
        arrow(g, x, y);
    }

    /** Height at which an edge enters: ports below each other. */
    private double entry(Edge edge, GraphLayout.Item item, boolean isEnd) {
        final int ports = graph.node(edge.to()).kind().ports();
        return !isEnd || ports < 2 ? middle(item) : top(item) + BOX_HEIGHT * (edge.port() + 1.0) / (ports + 1.0);
    }

    private double lane(int lane) {
        return MARGIN + TITLE + layout.rows() * ROW + lane * (double) LANE;
    }

    /** Down behind its node, along a lane of its own, and up in front of where it leads. */
    private void backward(Graphics2D g, Edge edge, int lane) {
        final GraphLayout.Item from = layout.item(edge.from());
        final GraphLayout.Item to = layout.item(edge.to());
        final double out = left(from) + boxWidth;
        final double in = left(to);
        final double entry = entry(edge, to, true);
        final double bend = 10 + 3.0 * (lane % 6);
        final Path2D path = new Path2D.Double();
        path.moveTo(out, middle(from));
        path.lineTo(out + bend, middle(from));
        path.lineTo(out + bend, lane(lane));
        path.lineTo(in - bend, lane(lane));
        path.lineTo(in - bend, entry);
        path.lineTo(in, entry);
        stroke(g, edge);
        g.draw(path);
        arrow(g, in, entry);
    }

    private static void arrow(Graphics2D g, double x, double y) {
        final Path2D head = new Path2D.Double();
        head.moveTo(x, y);
        head.lineTo(x - 8, y - 4);
        head.lineTo(x - 8, y + 4);
        head.closePath();
        g.fill(head);
    }

    /** What is special about edges, beside where they end. */
    private void labels(Graphics2D g) {
        g.setFont(TEXT);
        g.setColor(INK);
        final Set<String> taken = new HashSet<>();
        for (final Edge edge : graph.edges()) {
            final String label = label(edge);
            if (!label.isEmpty() && layout.isForward(edge)) {
                final GraphLayout.Item to = layout.item(edge.to());
                final float x = (float) left(to) - GAP + 6;
                float y = (float) entry(edge, to, true) - 6;
                while (!taken.add(Math.round(x) + " " + Math.round(y))) {
                    y -= 14;
                }
                g.drawString(label, x, y);
            }
        }
        for (int lane = 0; lane < back.size(); lane++) {
            final GraphLayout.Item from = layout.item(back.get(lane).from());
            g.drawString(label(back.get(lane)), (float) left(from) + 8, (float) lane(lane) - 4);
        }
    }

    private static String label(Edge edge) {
        final List<String> parts = new ArrayList<>();
        if (edge.delay() > 0) {
            parts.add("delay " + edge.delay());
        }
        if (edge.port() > 0) {
            parts.add("port " + edge.port());
        }
        if (edge.isDetached()) {
            parts.add("detached");
        }
        return String.join(", ", parts);
    }
}
