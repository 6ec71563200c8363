package dev.nervure.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a measure is, in plain words; the report's page and the drawn figures take their words from
 * here.
 *
 * @param name as in the results, for example {@code ph_dimension}
 * @param title for headings and legends
 * @param family measures that may share an axis: {@code dimension}, {@code lifespan}, {@code
 *     separation} or {@code other}
 * @param axis label of the value axis
 * @param highest the largest possible value, null where there is none
 * @param what what is measured
 * @param reading what high, low, rising and falling mean
 * @param limits where it misleads
 */
record MeasureDescription(
    String name,
    String title,
    String family,
    String axis,
    @Nullable Double highest,
    String what,
    String reading,
    String limits) {
  private static final List<MeasureDescription> KNOWN = read();

  /** The measures that have a text, in the order in which the report shows them. */
  static List<MeasureDescription> known() {
    return KNOWN;
  }

  /** The text of a measure; for a name without one, its words as title and nothing else. */
  static MeasureDescription of(String name) {
    for (MeasureDescription description : KNOWN) {
      if (description.name.equals(name)) {
        return description;
      }
    }
    String words = name.replace('_', ' ');
    return new MeasureDescription(name, words, "other", words, null, "", "", "");
  }

  /** Position in {@link #known()}, or its size for a measure without a text: an order to show. */
  static int rank(String name) {
    for (int i = 0; i < KNOWN.size(); i++) {
      if (KNOWN.get(i).name.equals(name)) {
        return i;
      }
    }
    return KNOWN.size();
  }

  private static List<MeasureDescription> read() {
    try {
      return List.copyOf(
          new ObjectMapper()
              .readValue(
                  PageResource.text("measures.json"),
                  new TypeReference<List<MeasureDescription>>() {}));
    } catch (IOException e) {
      throw new IllegalStateException("measures.json of this jar is damaged", e);
    }
  }
}
