package dev.nervure.cli;

import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkResult;
import dev.nervure.run.NumberText;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.walk.WalkComparison;
import dev.nervure.study.fiber.walk.WalkOutcome;
import java.util.ArrayList;
import java.util.List;

/** The values of one walk, or of two that are compared, as lines of text. */
final class WalkTable {
  private WalkTable() {}

  /** Why a walk ended, and its values. */
  static List<String> lines(FiberMode mode, WalkOutcome outcome) {
    StopReason stop = outcome.result().stop();
    List<String> lines = new ArrayList<>();
    lines.add(
        mode == FiberMode.CROSS && stop == StopReason.TARGET
            ? "what was asked for was reached"
            : stop.sentence());
    if (!outcome.result().startIsFinite()) {
      lines.add("nothing can be estimated: the output or the Jacobian is not finite at the start");
      return lines;
    }
    TextTable table = new TextTable(1);
    values(mode, outcome).forEach(table::add);
    lines.addAll(table.lines());
    WalkOutcome.Nearest nearest = outcome.nearest();
    if (nearest != null) {
      lines.add(nearest(nearest));
    }
    return lines;
  }

  /** What the search beside a lift has found. */
  private static String nearest(WalkOutcome.Nearest nearest) {
    String distance = NumberText.of(nearest.distance()) + " from the start";
    if (nearest.liftedTo() == null) {
      return "nearest input found with that output: %s; an upper bound, not certified"
          .formatted(distance);
    }
    if (nearest.tried() == null) {
      return "nearest tie with %d found: %s, %s; an upper bound, not certified"
          .formatted(
              nearest.liftedTo(),
              distance,
              nearest.isAtTop()
                  ? "where it is the answer"
                  : "but inside class " + nearest.answer() + ", so no boundary");
    }
    return "nearest other answer found: %d, %s; an upper bound, not certified (searched towards %d of %d other answers)"
        .formatted(nearest.answer(), distance, nearest.tried(), nearest.others());
  }

  /** Both walks side by side. */
  static List<String> lines(WalkComparison comparison) {
    List<List<String>> corrected = values(FiberMode.WALK, comparison.corrected());
    List<List<String>> published = values(FiberMode.WALK, comparison.published());
    TextTable table = new TextTable(1);
    table.add(List.of("", "corrected", "as published"));
    table.add(
        List.of(
            "ended because",
            comparison.corrected().result().stop().sentence(),
            comparison.published().result().stop().sentence()));
    for (int i = 0; i < corrected.size(); i++) {
      table.add(List.of(corrected.get(i).get(0), corrected.get(i).get(1), published.get(i).get(1)));
    }
    return table.lines();
  }

  /** The values of a walk, each with its name. */
  private static List<List<String>> values(FiberMode mode, WalkOutcome outcome) {
    WalkResult result = outcome.result();
    List<List<String>> table = new ArrayList<>();
    String steps = Integer.toString(result.steps());
    String length = NumberText.of(result.length());
    if (result.walkedSteps() > result.steps()) {
      steps += " to the nearest point, %d in all".formatted(result.walkedSteps());
      length += " to the nearest point, %s in all".formatted(NumberText.of(result.walkedLength()));
    }
    table.add(List.of("steps", steps));
    table.add(
        List.of(
            result.length() == result.polylineLength()
                ? "length of the chords"
                : "length of the arcs",
            length));
    table.add(List.of("net distance", NumberText.of(result.netDistance())));
    table.add(
        List.of(
            mode == FiberMode.CROSS
                ? "change of the output or margin"
                : "largest change of what is held",
            NumberText.of(result.drift())));
    Double between = outcome.driftBetween();
    table.add(
        List.of(
            "... halfway between points", between == null ? "not finite" : NumberText.of(between)));
    table.add(List.of("length in the output", NumberText.of(result.pseudolength())));
    table.add(List.of("energy in the output", NumberText.of(result.energy())));
    table.add(List.of("null dimension", Integer.toString(result.nullDimension())));
    PiecewiseWalkResult pieces = outcome.pieces();
    if (pieces != null) {
      table.add(List.of("kinks crossed", Integer.toString(pieces.kinks())));
      table.add(
          List.of(
              "null dimensions met",
              pieces.smallestNullDimension()
                  + " to "
                  + pieces.largestNullDimension()
                  + ", at the end "
                  + pieces.endNullDimension()));
    }
    table.add(
        List.of(
            "singular values",
            NumberText.of(result.smallestSingularValue())
                + " to "
                + NumberText.of(result.largestSingularValue())));
    table.add(List.of("share at the box", NumberText.of(result.boxShare())));
    if (outcome.targetDistance() != null) {
      table.add(List.of("distance left to the target", NumberText.of(outcome.targetDistance())));
    }
    return table;
  }
}
