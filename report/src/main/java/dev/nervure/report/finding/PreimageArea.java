package dev.nervure.report.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.RunView;
import dev.nervure.run.NumberText;
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
    JsonNode preimage = folder.values();
    int components = preimage.path("components").asInt();
    return List.of(
        "Outputs from %s to %s come from %s, of area %s together."
            .formatted(
                NumberText.of(preimage.path("low").asDouble()),
                NumberText.of(preimage.path("high").asDouble()),
                components == 1
                    ? "one connected set of inputs"
                    : components + " separate sets of inputs",
                NumberText.of(preimage.path("area").asDouble())),
        "The set about the start has the area %s."
            .formatted(NumberText.of(preimage.path("startComponentArea").asDouble())));
  }
}
