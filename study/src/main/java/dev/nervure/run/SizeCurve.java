package dev.nervure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a value depends on the number of points: the same estimator on about a quarter, on half and
 * on all of them. Whether an estimate has settled is no part of its standard error, which is about
 * other points of the same number.
 *
 * @param values ascending in their numbers of points; the last is the value itself
 * @param converged false where the last doubling of n changed the value by more than its standard
 *     error
 */
public record SizeCurve(List<AtSize> values, boolean converged) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the values. */
  public SizeCurve {
    values = List.copyOf(values);
  }

  /** The value at a number of points, with its standard error. */
  public record AtSize(int n, double estimate, double error) {}

  /** The curve in the parameters of a value; null where they have none. */
  public static @Nullable SizeCurve of(MeasuredValue value) {
    JsonNode parameters;
    try {
      parameters = MAPPER.readTree(value.parameters());
    } catch (JsonProcessingException e) {
      return null; // of a run that was edited: its text is shown as it is
    }
    List<AtSize> values = new ArrayList<>();
    for (JsonNode at : parameters.path("bySize")) {
      values.add(
          new AtSize(
              at.path("n").asInt(), at.path("estimate").asDouble(), at.path("error").asDouble()));
    }
    return values.size() < 2
        ? null
        : new SizeCurve(values, parameters.path("converged").asBoolean(true));
  }

  /** In words: {@code 3.91, 5.10, 5.95 at n = 300, 1,000, 3,000}. */
  public String text() {
    return joined(at -> NumberText.rounded(at.estimate(), at.error()))
        + " at n = "
        + joined(at -> String.format(Locale.ROOT, "%,d", at.n()));
  }

  private String joined(Function<AtSize, String> part) {
    return values.stream().map(part).collect(Collectors.joining(", "));
  }
}
