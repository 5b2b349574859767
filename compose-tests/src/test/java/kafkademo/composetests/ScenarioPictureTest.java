package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import kafkademo.composetests.Fingerprint.Alert;
import kafkademo.composetests.Fingerprint.Incident;
import kafkademo.composetests.Fingerprint.Line;
import kafkademo.composetests.Fingerprint.Panel;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Draws small fingerprints without a stack. A second is 7.72 pixels wide, and zero is at 64 + 20 of them. */
class ScenarioPictureTest {
    private static final NavigableMap<Integer, Double> WITH_A_GAP =
            new TreeMap<>(Map.of(-20, 5.0, -15, 5.0, -10, 5.0, 20, 10.0, 25, 10.0, 60, 0.0));

    private static Fingerprint fingerprint(Optional<Incident> incident, List<Alert> alerts) {
        Panel panel = new Panel("a & b", 10, List.of(new Line("<handled>", "#123456", WITH_A_GAP)));
        return new Fingerprint("name", -20, 80, incident, List.of(panel), alerts);
    }

    private static Fingerprint anIncident() {
        return fingerprint(Optional.of(new Incident(30, 40)), List.of());
    }

    /** Fails if the picture is not well-formed. */
    private static List<Element> elements(Fingerprint fingerprint, String name) throws Exception {
        String svg = new FingerprintSvg(fingerprint).text();
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<String> texts(Fingerprint fingerprint) throws Exception {
        return elements(fingerprint, "text").stream()
                .map(Element::getTextContent)
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void aLineIsInterruptedWhereSamplesAreMissingAndALoneSampleIsADot() throws Exception {
        assertThat(elements(anIncident(), "path"))
                .singleElement()
                .extracting(path -> path.getAttribute("d"))
                .isEqualTo("M64 112h0L102.6 112L141.2 112M372.8 70h0L411.4 70M681.6 154h0");
    }

    @Test
    void theIncidentIsShadedFromItsStartToItsEnd() throws Exception {
        assertThat(elements(anIncident(), "rect"))
                .filteredOn(rect -> rect.getAttribute("class").equals("incident"))
                .singleElement()
                .satisfies(rect -> {
                    assertThat(number(rect, "x")).isEqualTo(218.4);
                    assertThat(number(rect, "width")).isEqualTo(231.6);
                });
        assertThat(elements(anIncident(), "line"))
                .filteredOn(line -> line.getAttribute("class").equals("recovered"))
                .singleElement()
                .satisfies(line -> assertThat(number(line, "x1")).isEqualTo(527.2));
    }

    @Test
    void withoutAnIncidentNothingIsShaded() throws Exception {
        Fingerprint healthy = fingerprint(Optional.empty(), List.of());

        assertThat(elements(healthy, "rect"))
                .noneMatch(rect -> rect.getAttribute("class").equals("incident"));
        assertThat(texts(healthy))
                .doesNotContain("incident", "recovered", "Alerts")
                .contains("seconds since the run's start");
    }

    @Test
    void namesAreEscaped() throws Exception {
        assertThat(texts(anIncident())).contains("a & b");
        assertThat(new FingerprintSvg(anIncident()).text()).contains("&lt;handled&gt;");
    }

    @Test
    void anAlertIsABarForEachStretchInWhichItIsPendingOrFires() throws Exception {
        Alert alert =
                new Alert("Down", "critical", new TreeSet<>(List.of(0, 5)), new TreeSet<>(List.of(10, 15, 20, 40)));

        Fingerprint fingerprint = fingerprint(Optional.of(new Incident(30, 40)), List.of(alert));

        assertThat(texts(fingerprint)).contains("Alerts", "Down");
        assertThat(elements(fingerprint, "rect"))
                .filteredOn(rect -> number(rect, "height") == 6)
                .extracting(rect -> number(rect, "x"), rect -> number(rect, "width"), rect -> rect.getAttribute("fill"))
                .containsExactly(
                        tuple(218.4, 77.2, "#B4B9C4"), tuple(295.6, 115.8, "#E02F44"), tuple(527.2, 38.6, "#E02F44"));
    }

    @Test
    void aRateCountsWhatANewProcessHasDoneBeforeItsFirstScrape() {
        NavigableMap<Integer, Double> old = new TreeMap<>(Map.of(-15, 100.0, -10, 115.0, -5, 130.0, 0, 145.0));
        NavigableMap<Integer, Double> restarted = new TreeMap<>(Map.of(20, 150.0));

        assertThat(ScenarioPicture.perSecond(List.of(old, restarted), 0))
                .containsExactly(entry(0, 3.0), entry(20, 10.0));
    }

    @Test
    void theRatesOfSeveralProcessesAreSummed() {
        NavigableMap<Integer, Double> one = new TreeMap<>(Map.of(-15, 0.0, 0, 15.0));
        NavigableMap<Integer, Double> other = new TreeMap<>(Map.of(-15, 0.0, 0, 30.0));

        assertThat(ScenarioPicture.perSecond(List.of(one, other), 0)).containsExactly(entry(0, 3.0));
    }
}
