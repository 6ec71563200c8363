package dev.nervure.report.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import dev.nervure.run.NumberText;
import java.util.List;

/** How the walk as published did beside a corrected one. */
final class PublishedWalk implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<ShownWalk> walks = run.walks().walks();
    return walks.stream()
        .filter(walk -> walk.kind().equals(ShownWalk.PUBLISHED))
        .map(walk -> sentence(walks.get(0).figures(), walk.figures()))
        .toList();
  }

  private static String sentence(JsonNode corrected, JsonNode published) {
    double drift = published.path("drift").asDouble();
    double exact = corrected.path("drift").asDouble();
    String answers =
        published.path("predictionStart").equals(published.path("predictionEnd"))
            ? ""
            : " Its answer went from output %s to output %s."
                .formatted(
                    published.path("predictionStart").asText(),
                    published.path("predictionEnd").asText());
    return "As published, with Euler steps of %s and no correction, what is held changed by %s%s; that walk ended because %s, %s from the start.%s"
        .formatted(
            published.path("step").asText(),
            NumberText.of(drift),
            exact > 0 && drift > exact
                ? ", %s times as much".formatted(NumberText.of(drift / exact))
                : "",
            OneWalk.reason(published),
            NumberText.of(published.path("netDistance").asDouble()),
            answers);
  }
}
