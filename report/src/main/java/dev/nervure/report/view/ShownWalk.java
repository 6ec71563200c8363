package dev.nervure.report.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.study.fiber.Ranking;
import dev.nervure.study.fiber.walk.WalkFolder;
import dev.nervure.study.fiber.walk.WalkFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk as a page draws it. Numbers have the digits that a reader sees.
 *
 * @param kind {@code walk}, {@code farthest}, {@code directed}, {@code boundary}, {@code cross},
 *     {@code sample}, or {@link #PUBLISHED}
 * @param figures what is known of the whole walk, as {@code walk.json} has it
 * @param path step, length, drift, smallest and largest singular value of points along it
 * @param logits length of the path and the outputs of the network there
 * @param frames pictures along it; empty where the inputs are no images
 * @param nearest the nearest point found with another answer, where it was looked for
 * @param target where a directed walk among images was to go
 * @param plane the map with the path, where inputs are points of the plane
 */
public record ShownWalk(
    String kind,
    JsonNode figures,
    List<List<@Nullable Double>> path,
    List<List<@Nullable Double>> logits,
    List<Frame> frames,
    @Nullable Answer nearest,
    @Nullable Pictures target,
    @Nullable Plane plane) {

  /** The kind of the walk as published, beside a corrected one. */
  public static final String PUBLISHED = "euler";

  /** Columns of the table of steps that are drawn; the length of a step is left out. */
  private static final int[] COLUMNS = {0, 1, 3, 4, 5};

  /** An input and its difference from the start, as data URIs of PNG files. */
  public record Pictures(String picture, String difference) {}

  /**
   * An input with what the network says to it.
   *
   * @param answer the output with the highest value
   * @param logit its value
   * @param outputs how many outputs there are
   */
  public record Answer(
      int answer, @Nullable Double logit, int outputs, @JsonUnwrapped Pictures pictures) {}

  /** A point of the path: its length up to there, the drift, and what the network says to it. */
  public record Frame(
      @Nullable Double length, @Nullable Double drift, @JsonUnwrapped Answer answer) {}

  /** A path in the plane over the level curves of what is held, which span {@code low, high}. */
  public record Plane(
      List<List<@Nullable Double>> points, double[] low, double[] high, String levels) {}

  /**
   * Reads it.
   *
   * @param mostSteps at most about so many points of the path
   */
  static ShownWalk of(WalkFolder walk, String kind, int mostSteps) {
    double[][] steps = walk.steps();
    WalkFrame nearest = walk.nearest();
    WalkFrame target = walk.target();
    double[][] plane = walk.plane();
    return new ShownWalk(
        kind,
        walk.values(),
        path(steps, mostSteps),
        logits(walk.logitsByStep(), steps),
        walk.frames().stream().map(frame -> frame(frame, steps)).toList(),
        nearest == null || nearest.logits().length == 0 ? null : answer(nearest),
        target == null ? null : pictures(target),
        plane == null ? null : plane(plane, walk.planeFrame(), walk.levels()));
  }

  private static List<List<@Nullable Double>> path(double[][] rows, int mostSteps) {
    List<List<@Nullable Double>> path = new ArrayList<>();
    for (int i : Digits.thinned(rows.length, mostSteps)) {
      List<@Nullable Double> point = new ArrayList<>();
      for (int column : COLUMNS) {
        point.add(Digits.rounded(rows[i][column]));
      }
      path.add(point);
    }
    return path;
  }

  private static List<List<@Nullable Double>> logits(double[][] rows, double[][] steps) {
    List<List<@Nullable Double>> logits = new ArrayList<>();
    for (double[] row : rows) {
      List<@Nullable Double> one = new ArrayList<>();
      one.add(Digits.rounded(at(steps, row[0])[1]));
      for (int i = 1; i < row.length; i++) {
        one.add(Digits.rounded(row[i]));
      }
      logits.add(one);
    }
    return logits;
  }

  private static Frame frame(WalkFrame frame, double[][] steps) {
    double[] at = at(steps, frame.step());
    return new Frame(Digits.rounded(at[1]), Digits.rounded(at[3]), answer(frame));
  }

  private static Answer answer(WalkFrame frame) {
    int answer = Ranking.largest(frame.logits());
    return new Answer(
        answer, Digits.rounded(frame.logits()[answer]), frame.logits().length, pictures(frame));
  }

  private static Pictures pictures(WalkFrame frame) {
    return new Pictures(Digits.uri(frame.picture()), Digits.uri(frame.difference()));
  }

  private static Plane plane(double[][] points, double[][] frame, byte[] levels) {
    return new Plane(Digits.points(points), frame[0], frame[1], Digits.uri(levels));
  }

  /** The row of a step, or the last one before it. */
  private static double[] at(double[][] rows, double step) {
    double[] found = rows[0];
    for (double[] row : rows) {
      if (row[0] <= step) {
        found = row;
      }
    }
    return found;
  }
}
