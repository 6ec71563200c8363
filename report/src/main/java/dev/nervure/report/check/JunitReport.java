package dev.nervure.report.check;

import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.LayerShift.Verdict;
import dev.nervure.study.compare.ShiftCheck;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as JUnit XML, the format that servers of continuous integration read: a test case a
 * layer, a failure where it moved, an error where it was not measured.
 */
public final class JunitReport {
  private static final String NAME = "nervure.check";

  private JunitReport() {}

  /** The file. */
  public static byte[] of(ShiftCheck check) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newInstance()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("testsuites");
      suite(xml, check);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML could not be written", e);
    }
    return bytes.toByteArray();
  }

  private static void suite(XMLStreamWriter xml, ShiftCheck check) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", NAME);
    xml.writeAttribute("tests", String.valueOf(Math.max(1, check.layers().size())));
    xml.writeAttribute("failures", String.valueOf(check.count(Verdict.MOVED)));
    long errors = check.layers().isEmpty() ? 1 : check.count(Verdict.NOT_MEASURED);
    xml.writeAttribute("errors", String.valueOf(errors));
    xml.writeAttribute("skipped", "0");
    int decimals = ShiftSentence.decimals(check);
    for (LayerShift layer : check.layers()) {
      String sentence = ShiftSentence.of(layer, decimals);
      testCase(xml, layer.layer(), layer.verdict(), sentence, check.measure());
    }
    if (check.layers().isEmpty()) {
      testCase(xml, "layers", Verdict.NOT_MEASURED, ShiftSentence.of(check), check.measure());
    }
    xml.writeEndElement();
  }

  private static void testCase(
      XMLStreamWriter xml, String layer, Verdict verdict, String sentence, String measure)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", NAME + "." + measure);
    xml.writeAttribute("name", withoutControls(layer));
    if (!verdict.passes()) {
      xml.writeStartElement(verdict == Verdict.MOVED ? "failure" : "error");
      xml.writeAttribute("type", ShiftSentence.word(verdict));
      xml.writeAttribute("message", withoutControls(sentence));
      xml.writeEndElement();
    } else {
      xml.writeStartElement("system-out");
      xml.writeCharacters(withoutControls(sentence));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Names of layers come from files, and XML 1.0 has no place for control characters. */
  private static String withoutControls(String text) {
    return Objects.requireNonNull(text)
        .replaceAll("[\\p{Cntrl}\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?");
  }
}
