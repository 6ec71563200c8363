package dev.nervure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The one JSON shape of a value, in {@code --json} of every study and on the page. All fields are
 * always there; null says that there is none: of {@code model} and {@code epoch}, that the run has
 * no several; of {@code class} and {@code className}, that the value is over all points or inputs;
 * of {@code estimate}, that {@code notEstimable} says why.
 */
public final class MeasuredValueJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MeasuredValueJson() {}

  /**
   * A value.
   *
   * @throws BadRunException when its parameters are no JSON
   */
  public static ObjectNode of(MeasuredValue value) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("measure", value.name());
    for (Axis axis : Axis.values()) {
      node.set(axis.field(), MAPPER.valueToTree(axis.in(value.place())));
    }
    node.put("className", value.className());
    node.put("estimate", value.estimate());
    node.put("error", value.error());
    node.put("low", value.low());
    node.put("high", value.high());
    node.put("intervalOf", value.intervalOf());
    node.put("n", value.n());
    node.put("seed", value.seed());
    node.put("convention", value.convention());
    node.put("scaling", value.scaling());
    node.set("parameters", parameters(value));
    node.put("notEstimable", value.notEstimable());
    return node;
  }

  /**
   * Values of one layer by the names of their measures. Those of label classes are an array {@code
   * perClass} in the value over all of them.
   *
   * @throws BadRunException when parameters are no JSON
   */
  public static ObjectNode byMeasure(List<MeasuredValue> values) {
    ObjectNode byMeasure = MAPPER.createObjectNode();
    for (MeasuredValue value : values) {
      if (value.place().labelClass() == null) {
        byMeasure.set(value.name(), of(value));
      }
    }
    for (MeasuredValue value : values) {
      if (value.place().labelClass() != null) {
        byMeasure.withObjectProperty(value.name()).withArrayProperty("perClass").add(of(value));
      }
    }
    return byMeasure;
  }

  private static JsonNode parameters(MeasuredValue value) {
    try {
      return MAPPER.readTree(value.parameters());
    } catch (JsonProcessingException e) {
      throw new BadRunException(
          "parameters of %s at %s are no JSON: %s"
              .formatted(value.name(), value.place().text(), value.parameters()),
          e);
    }
  }
}
