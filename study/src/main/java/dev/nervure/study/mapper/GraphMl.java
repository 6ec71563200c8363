package dev.nervure.study.mapper;

import dev.nervure.run.MapperEdgeRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A Mapper graph as GraphML, which graph programs read, with the fields that the page of the report
 * saves: of nodes size, means of the lens and of a second one, purity, classes and members, of
 * edges the number of points in common.
 */
final class GraphMl {
  private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

  private static final String LENS = "lens";
  private static final String SECOND_LENS = "lens2";

  private static final Map<String, String> TYPES =
      Map.of(
          "size",
          "int",
          LENS,
          "double",
          SECOND_LENS,
          "double",
          "purity",
          "double",
          "classes",
          "string",
          "members",
          "string");

  private static final List<String> FIELDS =
      List.of("size", LENS, SECOND_LENS, "purity", "classes", "members");

  private final XMLStreamWriter xml;

  private GraphMl(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * The file.
   *
   * @param nodes those of {@link GraphsSection}
   * @param edges of the same graph
   */
  static byte[] of(List<?> nodes, List<MapperEdgeRow> edges) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newInstance()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new GraphMl(xml).write(nodes, edges);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML could not be written", e);
    }
    return bytes.toByteArray();
  }

  private void write(List<?> nodes, List<MapperEdgeRow> edges) throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("graphml");
    xml.writeDefaultNamespace(NAMESPACE);
    boolean hasSecondLens =
        nodes.stream().anyMatch(node -> value((Map<?, ?>) node, SECOND_LENS) != null);
    for (String field : FIELDS) {
      if (hasSecondLens || !field.equals(SECOND_LENS)) {
        key(field, "node", String.valueOf(TYPES.get(field)));
      }
    }
    key("shared", "edge", "int");
    xml.writeStartElement("graph");
    xml.writeAttribute("edgedefault", "undirected");
    for (Object one : nodes) {
      Map<?, ?> node = (Map<?, ?>) one;
      xml.writeStartElement("node");
      xml.writeAttribute("id", "n" + node.get("id"));
      for (String field : FIELDS) {
        Object value = value(node, field);
        if (value != null) {
          data(field, text(value));
        }
      }
      xml.writeEndElement();
    }
    for (MapperEdgeRow edge : edges) {
      xml.writeStartElement("edge");
      xml.writeAttribute("source", "n" + edge.source());
      xml.writeAttribute("target", "n" + edge.target());
      data("shared", String.valueOf(edge.shared()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void key(String name, String of, String type) throws XMLStreamException {
    xml.writeEmptyElement("key");
    xml.writeAttribute("id", name);
    xml.writeAttribute("for", of);
    xml.writeAttribute("attr.name", name);
    xml.writeAttribute("attr.type", type);
  }

  private void data(String key, String value) throws XMLStreamException {
    xml.writeStartElement("data");
    xml.writeAttribute("key", key);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  /** Of a node, which has a number or a list of two as its lens. */
  private static @Nullable Object value(Map<?, ?> node, String field) {
    Object lens = node.get(LENS);
    if (field.equals(SECOND_LENS)) {
      return lens instanceof List<?> several ? several.get(1) : null;
    }
    if (field.equals(LENS) && lens instanceof List<?> several) {
      return several.get(0);
    }
    return node.get(field);
  }

  /** Classes with their points, members with spaces between them. */
  private static String text(Object value) {
    if (value instanceof Map<?, ?> counts) {
      return counts.entrySet().stream()
          .map(entry -> legal(String.valueOf(entry.getKey())) + "=" + entry.getValue())
          .collect(Collectors.joining("; "));
    }
    if (value instanceof List<?> values) {
      return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
    return String.valueOf(value);
  }

  /** Without the control characters that XML cannot hold. */
  private static String legal(String text) {
    return text.codePoints()
        .filter(c -> c >= ' ' || c == '\t' || c == '\n' || c == '\r')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
