package dev.nervure.report.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.List;

/** The parameters and diagnostics of a figure, which its row holds as JSON. */
public final class MeasureParameters {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MeasureParameters() {}

  /** The parameters as a tree; text that is no JSON, of a run that was edited, as a text node. */
  public static JsonNode tree(MeasuredValue measure) {
    try {
      return MAPPER.readTree(measure.parameters());
    } catch (JsonProcessingException e) {
      return MAPPER.getNodeFactory().textNode(measure.parameters());
    }
  }

  /**
   * How the figure was put together, for example {@code mean over classes}; empty if it was not.
   */
  public static String aggregate(MeasuredValue measure) {
    return tree(measure).path("aggregate").asText("");
  }

  /** What the estimator warned of. */
  public static List<String> warnings(MeasuredValue measure) {
    List<String> warnings = new ArrayList<>();
    tree(measure).path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings;
  }
}
