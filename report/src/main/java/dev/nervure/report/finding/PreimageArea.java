package dev.nervure.report.finding;

import static dev.nervure.report.finding.Wording.number;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.RunView;
import dev.nervure.study.fiber.walk.PreimageFolder;
import java.util.List;

/** How large the preimage of an interval is, and of how many pieces. */
final class PreimageArea implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    PreimageFolder folder = run.preimage();
    if (folder == null) {
      return List.of();
    }
    JsonNode preimage = folder.figures();
    int components = preimage.path("components").asInt();
    return List.of(
        "Outputs from %s to %s come from %s, of area %s together."
            .formatted(
                number(preimage.path("low").asDouble()),
                number(preimage.path("high").asDouble()),
                components == 1
                    ? "one connected set of inputs"
                    : components + " separate sets of inputs",
                number(preimage.path("area").asDouble())),
        "The set about the start has the area %s."
            .formatted(number(preimage.path("startComponentArea").asDouble())));
  }
}
