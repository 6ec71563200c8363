package dev.nervure.data.diagrams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars in JSON. A death may be {@code null}, {@code "inf"} or {@code Infinity} for none. What an
 * object has besides its diagrams is passed over.
 */
final class BarJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int DEEPEST = 4;

  private final Path file;
  private final BarRows bars;

  private BarJson(Path file) {
    this.file = file;
    this.bars = new BarRows(file.toString());
  }

  static BarRows read(Path file) {
    BarJson json = new BarJson(file);
    try (JsonParser parser = FACTORY.createParser(file.toFile())) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        json.readObject(parser);
      } else {
        json.add(json.value(parser, 0));
      }
      if (parser.nextToken() != null) {
        throw json.bad("goes on behind its end");
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "is no JSON: " + e.getOriginalMessage(),
          file + ", line " + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          "Give diagrams as JSON, CSV or .npy.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.bars;
  }

  private BadDataException bad(String what) {
    return new BadDataException(
        what,
        file.toString(),
        "Give the output of 'nervure rips --json', a list of bars [birth, death], or a list of such lists, one a degree.");
  }

  private void readObject(JsonParser parser) throws IOException {
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("dgms") || name.equals("diagrams")) {
        if (found || parser.currentToken() != JsonToken.START_ARRAY) {
          throw bad("'" + name + "' is no list of diagrams");
        }
        found = true;
        readDiagrams(parser);
      } else {
        parser.skipChildren();
      }
    }
    if (!found) {
      throw bad("is an object without 'diagrams' or 'dgms'");
    }
  }

  /** A list of objects, as rips prints them, or of lists, one a degree. */
  private void readDiagrams(JsonParser parser) throws IOException {
    List<Object> lists = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        readDiagram(parser);
      } else {
        lists.add(value(parser, 1));
      }
    }
    if (!lists.isEmpty()) {
      add(lists);
    }
  }

  private void readDiagram(JsonParser parser) throws IOException {
    double degree = Double.NaN;
    List<?> rows = List.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("dimension")) {
        degree = value(parser, 0) instanceof Double number ? number : Double.NaN;
      } else if (name.equals("bars")) {
        rows = value(parser, 0) instanceof List<?> list ? list : List.of();
      } else {
        parser.skipChildren();
      }
    }
    if (!BarRows.isDegree(degree)) {
      throw bad("a diagram has no dimension");
    }
    for (Object row : rows) {
      addBar(degree, row);
    }
  }

  /** A number or a list of values; null counts as infinity. */
  private Object value(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY && depth < DEEPEST) {
      List<Object> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(value(parser, depth + 1));
      }
      return values;
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getDoubleValue();
    }
    if (token == JsonToken.VALUE_NULL) {
      return Double.POSITIVE_INFINITY;
    }
    if (token == JsonToken.VALUE_STRING
        && parser.getText().toLowerCase(Locale.ROOT).matches("\\+?inf(inity)?")) {
      return Double.POSITIVE_INFINITY;
    }
    throw bad("holds " + (token == null ? "nothing" : token.name()) + " where bars are expected");
  }

  /** A list of bars, of lists of bars, or of degrees with a bar each. */
  private void add(Object read) {
    if (!(read instanceof List<?> list)) {
      throw bad("is a number");
    }
    boolean isOfDegrees = !list.isEmpty() && !isBar(list.get(0)) && !isGudhiBar(list.get(0));
    for (int i = 0; i < list.size(); i++) {
      Object one = list.get(i);
      if (isOfDegrees && one instanceof List<?> ofDegree) {
        for (Object row : ofDegree) {
          addBar(i, row);
        }
      } else if (isGudhiBar(one)) {
        addBar((Double) ((List<?>) one).get(0), ((List<?>) one).get(1));
      } else {
        List<?> bar = bar(one);
        bars.add((Double) bar.get(0), (Double) bar.get(1));
      }
    }
  }

  private static boolean isBar(Object value) {
    return value instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Double
        && list.get(1) instanceof Double;
  }

  private static boolean isGudhiBar(Object value) {
    return value instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Double
        && isBar(list.get(1));
  }

  private void addBar(double degree, Object row) {
    List<?> bar = bar(row);
    bars.add(degree, (Double) bar.get(0), (Double) bar.get(1));
  }

  private List<?> bar(Object row) {
    if (!isBar(row)) {
      throw bad("holds something else than bars [birth, death]");
    }
    return (List<?>) row;
  }
}
