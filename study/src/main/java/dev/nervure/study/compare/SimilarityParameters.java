package dev.nervure.study.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.run.BadRunException;
import dev.nervure.run.SimilarityResult;
import org.jspecify.annotations.Nullable;

/** What belongs to the value of two layers beside its numbers. */
public final class SimilarityParameters {
  /** What a measure says of a value. */
  static final String NOTES = "notes";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SimilarityParameters() {}

  /**
   * As JSON.
   *
   * @throws BadRunException when they are no JSON
   */
  static JsonNode of(SimilarityResult value) {
    try {
      return MAPPER.readTree(value.parameters());
    } catch (JsonProcessingException e) {
      throw new BadRunException(
          "parameters of %s of %s and %s are no JSON: %s"
              .formatted(
                  value.measure(),
                  value.firstLayerName(),
                  value.secondLayerName(),
                  value.parameters()),
          e);
    }
  }

  /** What the measure says of the value, such as that it took fewer rows; null for nothing. */
  public static @Nullable String note(SimilarityResult value) {
    JsonNode found = of(value).get(NOTES);
    return found == null ? null : found.asText();
  }
}
