package dev.nervure.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.fiber.StopReason;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.SampleResult;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.inputs.EarlyEnds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a fiber run shows, in plain sentences; only what its figures bear. */
final class FiberFindings {
  private FiberFindings() {}

  /** Of a study of many inputs. */
  static List<String> of(
      Manifest manifest,
      List<LayerResult> layers,
      List<MeasuredValue> measures,
      List<SampleResult> samples,
      List<WalkRow> fibers) {
    List<String> sentences = new ArrayList<>();
    addNullDimension(sentences, layers, measures);
    for (String kind : List.of("walk", "farthest")) {
      addWalks(sentences, kind, manifest, measures, fibers);
    }
    addDirected(sentences, measures);
    addBoundary(sentences, measures, fibers);
    addClasses(sentences, measures);
    if (!samples.isEmpty() && sentences.isEmpty()) {
      sentences.add("No figure of this run could be estimated; the table of inputs says why.");
    }
    return sentences;
  }

  private static void addNullDimension(
      List<String> sentences, List<LayerResult> layers, List<MeasuredValue> measures) {
    MeasuredValue last = null;
    LayerResult lastLayer = null;
    MeasuredValue before = null;
    double leap = 0;
    LayerResult leapAt = null;
    for (LayerResult layer : layers) {
      MeasuredValue here = overall(measures, "null_dimension", layer.index());
      if (here == null || here.estimate() == null) {
        continue;
      }
      double gain = here.estimate() - (before == null ? 0 : estimate(before));
      if (gain > leap) {
        leap = gain;
        leapAt = layer;
      }
      before = here;
      last = here;
      lastLayer = layer;
    }
    if (last == null || lastLayer == null) {
      return;
    }
    String sentence =
        "At %s the network is blind to %s of the directions in which an input can change (mean of %d inputs, to first order)."
            .formatted(lastLayer.name(), figure(last), last.n());
    if (leapAt != null && !leapAt.equals(lastLayer) && layers.size() > 2) {
      sentence += " Most of them, %s, are lost by %s.".formatted(number(leap), leapAt.name());
    }
    sentences.add(sentence);
  }

  private static void addWalks(
      List<String> sentences,
      String kind,
      Manifest manifest,
      List<MeasuredValue> measures,
      List<WalkRow> fibers) {
    MeasuredValue distance = overall(measures, kind + "_distance", null);
    if (distance == null || distance.estimate() == null) {
      return;
    }
    double drift = 0;
    int same = 0;
    int walks = 0;
    int early = 0;
    for (WalkRow fiber : fibers) {
      String stop = fiber.stop();
      if (fiber.kind().equals(kind) && stop != null) {
        walks++;
        early += EarlyEnds.isEarly(kind, stop) ? 1 : 0;
        drift = Math.max(drift, Objects.requireNonNullElse(fiber.drift(), 0.0));
        same += Objects.equals(fiber.predictedStart(), fiber.predictedEnd()) ? 1 : 0;
      }
    }
    String sentence =
        "%s of length up to %s end at a distance of %s from their start, while nothing of what is held (%s) changes by more than %s at the points of their paths"
            .formatted(
                kind.equals("walk") ? "Random walks" : "Walks away from the start",
                manifest.parameters().getOrDefault("length", "?"),
                figure(distance),
                manifest.parameters().getOrDefault("hold", "?"),
                number(drift));
    if (fibers.stream().anyMatch(one -> one.kind().equals("boundary"))) {
      // Only a network with several outputs has boundaries and answers.
      sentence +=
          "; the answer is the same at both ends of %s"
              .formatted(same == walks ? "all " + walks : same + " of " + walks);
    }
    sentences.add(sentence + ".");
    if (early > 0) {
      sentences.add(
          "%d of these %d walks ended before their length, for reasons named below, and are in the mean as far as they came."
              .formatted(early, walks));
    }
  }

  private static void addDirected(List<String> sentences, List<MeasuredValue> measures) {
    MeasuredValue remaining = overall(measures, "remaining_distance", null);
    if (remaining != null && remaining.estimate() != null) {
      sentences.add(
          "Walking towards another input without any change of what is held leaves %s of the distance (mean of %d walks)."
              .formatted(figure(remaining), remaining.n()));
    }
  }

  private static void addBoundary(
      List<String> sentences, List<MeasuredValue> measures, List<WalkRow> fibers) {
    MeasuredValue boundary = overall(measures, "boundary_distance", null);
    if (boundary == null || boundary.estimate() == null) {
      return;
    }
    long asked = fibers.stream().filter(one -> one.kind().equals("boundary")).count();
    String sentence =
        "Another answer is at most %s away (found for %d of %d inputs)."
            .formatted(figure(boundary), boundary.n(), asked);
    MeasuredValue lift = overall(measures, "lift_distance", null);
    if (lift != null && lift.estimate() != null) {
      sentence +=
          " Lifts to the same answers, the way of steepest change, end %s away."
              .formatted(figure(lift));
    }
    if (boundary.n() < asked) {
      sentence +=
          " The others are left out of the means, which are those of the boundaries that were found.";
    }
    sentence += walksBesideBoundaries(fibers);
    sentences.add(sentence);
  }

  /** The ratio of the mean distances over the inputs that have both. */
  private static String walksBesideBoundaries(List<WalkRow> fibers) {
    Map<Integer, Double> walked = new HashMap<>();
    for (WalkRow one : fibers) {
      if (one.kind().equals("walk") && one.netDistance() != null) {
        walked.put(one.originalIndex(), one.netDistance());
      }
    }
    double walks = 0;
    double boundaries = 0;
    int both = 0;
    for (WalkRow one : fibers) {
      Double distance = walked.get(one.originalIndex());
      if (one.kind().equals("boundary") && one.nearestDistance() != null && distance != null) {
        walks += distance;
        boundaries += one.nearestDistance();
        both++;
      }
    }
    return boundaries > 0
        ? " Within the class the walk comes %s times as far, over the %d inputs with both."
            .formatted(number(walks / boundaries), both)
        : "";
  }

  /** Only where the 95 % intervals of the two ends are apart. */
  private static void addClasses(List<String> sentences, List<MeasuredValue> measures) {
    MeasuredValue nearest = null;
    MeasuredValue farthest = null;
    for (MeasuredValue one : measures) {
      boolean known =
          one.name().equals("boundary_distance")
              && one.place().labelClass() != null
              && one.low() != null;
      if (known) {
        nearest = nearest == null || estimate(one) < estimate(nearest) ? one : nearest;
        farthest = farthest == null || estimate(one) > estimate(farthest) ? one : farthest;
      }
    }
    if (nearest == null || farthest == null || nearest.high() == null || farthest.low() == null) {
      return;
    }
    if (nearest.high() < farthest.low()) {
      sentences.add(
          "By class the mean distance to the boundary is least for %s (%s) and greatest for %s (%s)."
              .formatted(
                  nearest.className(), figure(nearest), farthest.className(), figure(farthest)));
    }
  }

  private static @Nullable MeasuredValue overall(
      List<MeasuredValue> measures, String name, @Nullable Integer layer) {
    Optional<MeasuredValue> found =
        measures.stream()
            .filter(
                one ->
                    one.name().equals(name)
                        && one.place().labelClass() == null
                        && (layer == null || one.place().isAt(Axis.LAYER, layer)))
            .findFirst();
    return found.orElse(null);
  }

  private static double estimate(MeasuredValue measure) {
    return measure.estimate() == null ? 0 : measure.estimate();
  }

  /** Of one walk. */
  static List<String> of(JsonNode walk) {
    List<String> sentences = new ArrayList<>();
    String stop = walk.path("stop").asText();
    if (stop.equals("not_finite") && walk.path("steps").asInt() == 0) {
      sentences.add(
          "Nothing is estimable here: the output of the network or its derivative is not finite at the input.");
      return sentences;
    }
    boolean arrived = walk.path("mode").asText().equals("cross") && stop.equals("target");
    boolean wentOn = walk.path("walkedSteps").asInt() > walk.path("steps").asInt();
    String ending =
        arrived
            ? "lift arrived at the output that it was sent to"
            : "walk ended because " + reason(stop);
    if (wentOn) {
      sentences.add(
          "The %s, after %s steps and a length of %s."
              .formatted(
                  ending,
                  walk.path("walkedSteps").asText(),
                  number(walk.path("walkedLength").asDouble())));
    }
    sentences.add(
        "The %s, after %s steps and a length of %s, %s from its start."
            .formatted(
                wentOn ? "path ends at the nearest point that was met" : ending,
                walk.path("steps").asText(),
                number(walk.path("length").asDouble()),
                number(walk.path("netDistance").asDouble())));
    if (walk.path("mode").asText().equals("cross")) {
      sentences.add(
          walk.path("logitsStart").size() > 1
              ? "The answer was output %s at the start and is output %s at the end."
                  .formatted(
                      walk.path("predictionStart").asText(), walk.path("predictionEnd").asText())
              : "The output went from %s to %s."
                  .formatted(
                      number(walk.path("logitsStart").path(0).asDouble()),
                      number(walk.path("logitsEnd").path(0).asDouble())));
      if (walk.path("nearestDistance").isNumber()) {
        sentences.add(
            "%s is %s from the start: an upper bound, no certificate."
                .formatted(nearest(walk), number(walk.path("nearestDistance").asDouble())));
      }
    } else {
      sentences.add(
          "Nothing of what is held (%s) changed by more than %s at the points of the path%s. The class has dimension %s here."
              .formatted(
                  walk.path("hold").asText(),
                  number(walk.path("drift").asDouble()),
                  walk.path("driftBetween").isNumber()
                      ? ", and by %s halfway between them"
                          .formatted(number(walk.path("driftBetween").asDouble()))
                      : "",
                  walk.path("nullDimension").asText()));
    }
    if (walk.path("kinks").isNumber()) {
      sentences.add(
          "It crossed %s kinks; the null dimensions met go from %s to %s."
              .formatted(
                  walk.path("kinks").asText(),
                  walk.path("smallestNullDimension").asText(),
                  walk.path("largestNullDimension").asText()));
    }
    if (walk.path("remainingDistance").isNumber()) {
      sentences.add(
          "Of the distance to the target %s is left."
              .formatted(number(walk.path("remainingDistance").asDouble())));
    }
    return sentences;
  }

  private static String nearest(JsonNode walk) {
    if (walk.path("nearestTried").isNumber()) {
      return "The nearest other answer found, %s,"
          .formatted(walk.path("nearestPrediction").asText());
    }
    return walk.path("nearestAtTop").asBoolean(true)
        ? "The nearest point found with that output"
        : "The nearest tie found with output %s lies inside a third class, %s, and"
            .formatted(walk.path("liftedTo").asText(), walk.path("nearestPrediction").asText());
  }

  /** Of the walk as published that a corrected one is compared with. */
  static String beside(JsonNode corrected, JsonNode published) {
    double drift = published.path("drift").asDouble();
    double exact = corrected.path("drift").asDouble();
    String ends =
        published.path("predictionStart").equals(published.path("predictionEnd"))
            ? ""
            : " Its answer went from output %s to output %s."
                .formatted(
                    published.path("predictionStart").asText(),
                    published.path("predictionEnd").asText());
    return "As published, with Euler steps of %s and no correction, what is held changed by %s%s; that walk ended because %s, %s from the start.%s"
        .formatted(
            published.path("step").asText(),
            number(drift),
            exact > 0 && drift > exact ? ", %s times as much".formatted(number(drift / exact)) : "",
            reason(published.path("stop").asText()),
            number(published.path("netDistance").asDouble()),
            ends);
  }

  /** Of one preimage. */
  static List<String> ofPreimage(JsonNode preimage) {
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

  private static String reason(String stop) {
    try {
      return StopReason.valueOf(stop.toUpperCase(Locale.ROOT)).sentence();
    } catch (IllegalArgumentException unknown) {
      return stop;
    }
  }

  private static String figure(MeasuredValue measure) {
    return measure.error() == null
        ? number(estimate(measure))
        : ReadableNumber.withError(estimate(measure), measure.error());
  }

  private static String number(double value) {
    return ReadableNumber.text(value);
  }
}
