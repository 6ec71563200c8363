package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.inputs.EarlyEnds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far walks come while what is held stays as it is, and how many of them ended early. */
final class WalkDistance implements Finding {
  private static final Map<String, String> SUBJECTS = new LinkedHashMap<>();

  static {
    SUBJECTS.put("walk", "Random walks");
    SUBJECTS.put("farthest", "Walks away from the start");
  }

  @Override
  public List<String> sentences(RunView run) {
    List<String> sentences = new ArrayList<>();
    SUBJECTS.forEach(
        (kind, subject) -> {
          MeasuredValue distance = Wording.overall(run, kind + "_distance", null);
          if (distance != null) {
            add(sentences, run, kind, subject, distance);
          }
        });
    return sentences;
  }

  private static void add(
      List<String> sentences, RunView run, String kind, String subject, MeasuredValue distance) {
    double drift = 0;
    int same = 0;
    int walks = 0;
    int early = 0;
    for (WalkRow row : run.walkRows()) {
      String stop = row.stop();
      if (row.kind().equals(kind) && stop != null) {
        walks++;
        early += EarlyEnds.isEarly(kind, stop) ? 1 : 0;
        drift = Math.max(drift, Objects.requireNonNullElse(row.drift(), 0.0));
        same += Objects.equals(row.predictedStart(), row.predictedEnd()) ? 1 : 0;
      }
    }
    String sentence =
        "%s of length up to %s end at a mean distance of %s from their start, while nothing of what is held (%s) changes by more than %s at the points of their paths"
            .formatted(
                subject,
                run.manifest().parameters().getOrDefault("length", "?"),
                NumberText.of(distance),
                run.manifest().parameters().getOrDefault("hold", "?"),
                NumberText.of(drift));
    if (run.walkRows().stream().anyMatch(row -> row.kind().equals("boundary"))) {
      // Only a network with several outputs has boundaries and answers.
      sentence +=
          "; the answer is the same at both ends of %s"
              .formatted(same == walks ? "all " + walks : same + " of " + walks);
    }
    sentences.add(sentence + ".");
    if (early > 0) {
      sentences.add(
          "%d of these %d walks ended before their full length, for reasons given below; the mean counts how far they had come."
              .formatted(early, walks));
    }
  }
}
