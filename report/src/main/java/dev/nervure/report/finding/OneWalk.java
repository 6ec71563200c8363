package dev.nervure.report.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.fiber.StopReason;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import dev.nervure.run.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a walk that stands alone came to; those of a study are told of together. */
final class OneWalk implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<ShownWalk> walks = run.walks().walks();
    return walks.isEmpty() || !run.walkRows().isEmpty()
        ? List.of()
        : sentences(walks.get(0).figures());
  }

  private static List<String> sentences(JsonNode walk) {
    String stop = walk.path("stop").asText();
    if (stop.equals("not_finite") && walk.path("steps").asInt() == 0) {
      return List.of(
          "Nothing can be estimated here: the output of the network or its derivative is not finite at the input.");
    }
    boolean crosses = walk.path("mode").asText().equals("cross");
    List<String> sentences = new ArrayList<>(ending(walk, crosses && stop.equals("target")));
    if (crosses) {
      sentences.add(answers(walk));
      if (walk.path("nearestDistance").isNumber()) {
        sentences.add(
            "%s is %s from the start: an upper bound, not a certificate."
                .formatted(nearest(walk), NumberText.of(walk.path("nearestDistance").asDouble())));
      }
    } else {
      sentences.add(held(walk));
    }
    if (walk.path("kinks").isNumber()) {
      sentences.add(
          "It crossed %s kinks; the null dimensions on its way go from %s to %s."
              .formatted(
                  walk.path("kinks").asText(),
                  walk.path("smallestNullDimension").asText(),
                  walk.path("largestNullDimension").asText()));
    }
    if (walk.path("remainingDistance").isNumber()) {
      sentences.add(
          "Of the distance to the target %s is left."
              .formatted(NumberText.of(walk.path("remainingDistance").asDouble())));
    }
    return sentences;
  }

  private static List<String> ending(JsonNode walk, boolean arrived) {
    List<String> sentences = new ArrayList<>();
    boolean wentOn = walk.path("walkedSteps").asInt() > walk.path("steps").asInt();
    String ending =
        arrived
            ? "lift arrived at the output that it was sent to"
            : "walk ended because " + reason(walk);
    if (wentOn) {
      sentences.add(
          "The %s, after %s steps and a length of %s."
              .formatted(
                  ending,
                  walk.path("walkedSteps").asText(),
                  NumberText.of(walk.path("walkedLength").asDouble())));
    }
    sentences.add(
        "The %s, after %s steps and a length of %s, %s from its start."
            .formatted(
                wentOn ? "path ends at the nearest point that was met" : ending,
                walk.path("steps").asText(),
                NumberText.of(walk.path("length").asDouble()),
                NumberText.of(walk.path("netDistance").asDouble())));
    return sentences;
  }

  private static String answers(JsonNode walk) {
    return walk.path("logitsStart").size() > 1
        ? "The answer was output %s at the start and is output %s at the end."
            .formatted(walk.path("predictionStart").asText(), walk.path("predictionEnd").asText())
        : "The output went from %s to %s."
            .formatted(
                NumberText.of(walk.path("logitsStart").path(0).asDouble()),
                NumberText.of(walk.path("logitsEnd").path(0).asDouble()));
  }

  private static String held(JsonNode walk) {
    return "Nothing of what is held (%s) changed by more than %s at the points of the path%s. The fiber has dimension %s here."
        .formatted(
            walk.path("hold").asText(),
            NumberText.of(walk.path("drift").asDouble()),
            walk.path("driftBetween").isNumber()
                ? ", and by %s halfway between them"
                    .formatted(NumberText.of(walk.path("driftBetween").asDouble()))
                : "",
            walk.path("nullDimension").asText());
  }

  private static String nearest(JsonNode walk) {
    if (walk.path("nearestTried").isNumber()) {
      return "The nearest other answer found, %s,"
          .formatted(walk.path("nearestPrediction").asText());
    }
    return walk.path("nearestAtTop").asBoolean(true)
        ? "The nearest point found with that output"
        : "The nearest tie found with output %s lies where a third answer, %s, wins, and"
            .formatted(walk.path("liftedTo").asText(), walk.path("nearestPrediction").asText());
  }

  /** Why a walk ended, as a clause. */
  static String reason(JsonNode walk) {
    String stop = walk.path("stop").asText();
    try {
      return StopReason.valueOf(stop.toUpperCase(Locale.ROOT)).sentence();
    } catch (IllegalArgumentException unknown) {
      return stop;
    }
  }
}
