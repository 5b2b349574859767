package kafkademo.composetests;

import static java.util.Locale.ROOT;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import kafkademo.composetests.Fingerprint.Alert;
import kafkademo.composetests.Fingerprint.Line;
import kafkademo.composetests.Fingerprint.Panel;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws a fingerprint as SVG: small charts above each other, on the same time axis. Lengths are in pixels. */
final class FingerprintSvg {
    private static final int WIDTH = 860;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 24;
    private static final int TOP = 42;
    private static final int TITLE = 28;
    private static final int PLOT = 84;
    private static final int GAP = 10;
    private static final int ROW = 24;
    private static final int AXIS = 42;

    private static final String STYLE = """
            text { font: 12px sans-serif; fill: #57606A }
            .name { font-weight: bold; fill: #24292F }
            .alert { font-size: 11px; fill: #24292F }
            .middle { text-anchor: middle }
            .end { text-anchor: end }
            .grid { stroke: #D8DEE4 }
            .recovered { stroke: #57606A; stroke-dasharray: 4 3 }
            path { fill: none; stroke-linecap: round; stroke-linejoin: round }
            """;
    private static final String BACKGROUND = "#FFFFFF";
    private static final String SHADE = "#EDF1F7";
    private static final String OTHER = "#24292F";
    private static final String PENDING = "#B4B9C4";
    private static final Map<String, String> FIRING = Map.of("warning", "#FF9830", "critical", "#E02F44");

    private final Fingerprint shown;
    private final Document document;
    private final Element svg;

    FingerprintSvg(Fingerprint shown) {
        this.shown = shown;
        try {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        svg = document.createElement("svg");
        document.appendChild(svg);
        draw();
    }

    /** Returns the SVG document. */
    String text() {
        StringWriter text = new StringWriter();
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(document), new StreamResult(text));
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void draw() {
        int panels = shown.panels().size();
        int alerts = shown.alerts().size();
        int bottom = TOP + panels * (TITLE + PLOT + GAP) + (alerts == 0 ? -GAP : TITLE + alerts * ROW);
        int height = bottom + AXIS;
        set(svg, "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + WIDTH + " " + height);
        set(svg, "width", WIDTH, "height", height, "role", "img");
        add("title").setTextContent("The fingerprint of " + shown.scenario());
        add("desc").setTextContent(description());
        add("style").setTextContent(STYLE);
        rect(0, 0, WIDTH, height, BACKGROUND);
        text(LEFT, 22, "name", shown.scenario());
        text(RIGHT, 22, "end", "rates over the last " + ScenarioPicture.WINDOW + " s");

        shade(bottom);
        int y = TOP + TITLE;
        for (Panel panel : shown.panels()) {
            panel(panel, y);
            y += PLOT + GAP + TITLE;
        }
        if (alerts > 0) {
            alerts(y);
        }
        timeAxis(bottom);
        recovery(bottom);
    }

    private String description() {
        String alerts = shown.alerts().stream().map(Alert::name).collect(Collectors.joining(", "));
        return shown.panels().stream()
                        .map(panel -> panel.title() + " ("
                                + panel.lines().stream().map(Line::name).collect(Collectors.joining(", ")) + ")")
                        .collect(Collectors.joining(", "))
                + ", from " + shown.from() + " to " + shown.to() + " s. Alerts that fired: "
                + (alerts.isEmpty() ? "none" : alerts) + ".";
    }

    private double x(double seconds) {
        return LEFT + (seconds - shown.from()) * (RIGHT - LEFT) / (shown.to() - shown.from());
    }

    private void shade(int bottom) {
        shown.incident().ifPresent(incident -> {
            double start = x(0);
            set(rect(start, TOP, x(incident.end()) - start, bottom - TOP, SHADE), "class", "incident");
            text(start, TOP - 5, "start", "incident");
        });
    }

    private void recovery(int bottom) {
        shown.incident().map(incident -> x(incident.recovered())).ifPresent(x -> {
            line(x, TOP, x, bottom, "recovered");
            text(x, TOP - 5, RIGHT - x > 60 ? "start" : "end", "recovered");
        });
    }

    private void timeAxis(int bottom) {
        for (int time : times()) {
            text(x(time), bottom + 16, "middle", number(time));
        }
        String start = shown.incident().isPresent() ? "the incident's start" : "the run's start";
        text((LEFT + RIGHT) / 2.0, bottom + 34, "middle", "seconds since " + start);
    }

    /** Returns the times that have a line in the grid: a dozen at most, at round numbers. */
    private List<Integer> times() {
        int step = Stream.of(10, 20, 30, 60, 120, 300, 600)
                .filter(each -> (shown.to() - shown.from()) / each <= 12)
                .findFirst()
                .orElse(3600);
        return IntStream.rangeClosed(shown.from(), shown.to())
                .filter(time -> time % step == 0)
                .boxed()
                .toList();
    }

    private void grid(int y, int height) {
        times().forEach(time -> line(x(time), y, x(time), y + height, "grid"));
    }

    private void panel(Panel panel, int y) {
        double top = scale(panel);
        text(LEFT, y - 8, "name", panel.title());
        grid(y, PLOT);
        for (double share : new double[] {0, 0.5, 1}) {
            double tick = y + PLOT * (1 - share);
            line(LEFT, tick, RIGHT, tick, "grid");
            text(LEFT - 8, tick + 4, "end", number(top * share));
        }
        double legend = LEFT + 6.5 * panel.title().length() + 16;
        Line last = panel.lines().get(panel.lines().size() - 1);
        for (Line line : panel.lines()) {
            if (panel.lines().size() > 1) {
                legend = legend(legend, y, line.name(), line.color());
            }
            String path = path(line, y + PLOT, PLOT / top);
            // The last line is narrower, so that one with the same values can be seen below it.
            add("path", "d", path, "stroke", line.color(), "stroke-width", line == last ? 1.8 : 4.5);
        }
    }

    /** Returns a round number that no value of the panel exceeds. */
    private static double scale(Panel panel) {
        double most = panel.lines().stream()
                .flatMap(line -> line.values().values().stream())
                .reduce(panel.top(), Math::max);
        double unit = Math.pow(10, Math.floor(Math.log10(most)));
        return unit
                * Stream.of(1, 2, 4, 6, 8, 10)
                        .filter(each -> each * unit >= most)
                        .findFirst()
                        .orElse(10);
    }

    /** Returns a line that is interrupted where samples are missing. A sample on its own becomes a dot. */
    private String path(Line line, double zero, double pixels) {
        StringBuilder path = new StringBuilder();
        Integer last = null;
        for (Map.Entry<Integer, Double> each : line.values().entrySet()) {
            boolean begins = last == null || each.getKey() - last > Fingerprint.STEP;
            path.append(begins ? "M" : "L").append(round(x(each.getKey())));
            path.append(' ').append(round(zero - each.getValue() * pixels));
            path.append(begins ? "h0" : "");
            last = each.getKey();
        }
        return path.toString();
    }

    /** Adds an entry to the legend of the panel that begins at y, and returns where the next one goes. */
    private double legend(double x, int y, String name, String color) {
        rect(x, y - 14, 14, 4, color);
        text(x + 19, y - 8, "start", name);
        return x + 19 + 6 * name.length() + 16;
    }

    private void alerts(int y) {
        text(LEFT, y - 8, "name", "Alerts");
        double legend = legend(LEFT + 61, y, "pending", PENDING);
        legend = legend(legend, y, "warning", FIRING.get("warning"));
        legend(legend, y, "critical", FIRING.get("critical"));
        grid(y, ROW * shown.alerts().size());
        int row = y;
        for (Alert alert : shown.alerts()) {
            bars(alert.pending(), row + 14, PENDING);
            bars(alert.firing(), row + 14, FIRING.getOrDefault(alert.severity(), OTHER));
            double start = x(alert.firing().first());
            boolean firedBefore = alert.firing().first() <= shown.from();
            String name = alert.name() + (firedBefore ? " (fired before)" : "");
            boolean roomToTheRight = start + 6.5 * name.length() < RIGHT;
            text(roomToTheRight ? start : RIGHT, row + 10, roomToTheRight ? "alert" : "alert end", name);
            row += ROW;
        }
    }

    /** Draws a bar for each stretch of times that follow each other. A state lasts until the next sample. */
    private void bars(NavigableSet<Integer> times, int y, String color) {
        for (int start : times) {
            if (!times.contains(start - Fingerprint.STEP)) {
                int end = start;
                while (times.contains(end)) {
                    end += Fingerprint.STEP;
                }
                rect(x(start), y, x(Math.min(end, shown.to())) - x(start), 6, color);
            }
        }
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        add("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", style);
    }

    private Element rect(double x, double y, double width, double height, String color) {
        return add("rect", "x", x, "y", y, "width", width, "height", height, "fill", color);
    }

    private void text(double x, double y, String style, String text) {
        add("text", "x", x, "y", y, "class", style).setTextContent(text);
    }

    private Element add(String name, Object... attributes) {
        Element element = document.createElement(name);
        svg.appendChild(element);
        return set(element, attributes);
    }

    private static Element set(Element element, Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            element.setAttribute(
                    attributes[i].toString(), value instanceof Double number ? round(number) : value.toString());
        }
        return element;
    }

    /** Returns a coordinate to a tenth of a pixel. */
    private static String round(double coordinate) {
        return String.format(ROOT, "%.1f", coordinate).replace(".0", "");
    }

    private static String number(double value) {
        return String.format(ROOT, value == Math.rint(value) ? "%,.0f" : "%.1f", value)
                .replace('-', '\u2212');
    }
}
