package dev.nervure.study.fiber.walk;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.ChordDrift;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.nio.file.Path;

/**
 * One walk from one input, within its fiber or out of it, with its files: {@code path.npy}, {@code
 * outputs.npy}, {@code logits.npy}, {@code walk.csv}, {@code walk.json} and a picture. The result
 * folder is not touched before the walk is complete.
 */
public final class FiberWalk {
  private final Model model;
  private final HeldOutput held;
  private final WalkRequest request;

  /**
   * A walk, yet to be made.
   *
   * @param model computing in float64
   * @param held what the walk keeps; a lift ({@code CROSS}) changes the answer instead
   * @param request what is asked for
   */
  public FiberWalk(Model model, HeldOutput held, WalkRequest request) {
    this.model = model;
    this.held = held;
    this.request = request;
  }

  /** Bytes that the path of a walk takes on the disk, at most, where it is thinned. */
  public static long thinnedPathBytes(long inputSize) {
    return 2L * WalkRecorder.FEWEST_KEPT * Double.BYTES * inputSize;
  }

  /**
   * Walks from an input.
   *
   * @param start the input, flat, as the model takes it
   * @param pictureShape how to draw it: C x H x W, or 2 for a point of the plane
   * @param target where to, as far as the mode asks for it
   * @param source where the input comes from, for the files
   * @param folder where the files go
   * @throws IllegalArgumentException when the mode lacks its target, or the start lies outside the
   *     box
   * @throws dev.nervure.run.ResourceException when so many logits of so large an input are held
   *     that a walk would not get anywhere
   */
  public WalkOutcome walk(
      double[] start,
      int[] pictureShape,
      WalkTarget target,
      WalkSource source,
      Path folder,
      Progress progress) {
    try (UnfinishedResult result = new UnfinishedResult(folder)) {
      WalkOutcome outcome =
          walkInto(result.folder(), start, pictureShape, target, source, progress);
      result.finish(WalkJson.FILE_NAME);
      return inPlace(outcome, folder);
    }
  }

  /** The same outcome with its picture where it is in the end. */
  private static WalkOutcome inPlace(WalkOutcome outcome, Path folder) {
    Path picture = outcome.strip();
    return picture == null ? outcome : outcome.withStrip(folder.resolve(picture.getFileName()));
  }

  private WalkOutcome walkInto(
      Path folder,
      double[] start,
      int[] pictureShape,
      WalkTarget target,
      WalkSource source,
      Progress progress) {
    request.requireMethodFitsMode();
    if (request.mode() != FiberMode.CROSS) {
      held.requireAffordable();
    }
    Walker walker = Walker.of(model, held, request, start, target, progress);
    DifferentiableMap map = walker.map();
    WalkRecorder recorder =
        new WalkRecorder(folder, map.inputSize(), map.outputSize(), request.every());
    ChordDrift between = new ChordDrift(map, recorder);
    FinishedWalk walked;
    try (recorder) {
      walked = walker.walk(start, target, between, progress);
    }
    WalkResult result = walked.result();
    DifferentiableMap logits = NetworkMap.toLogits(model);
    WalkOutcome.Nearest nearest = walker.nearest(start, result, progress);
    if (nearest != null) {
      CrossingFiles.write(nearest.input(), start, pictureShape, request.box(), folder);
    }
    StoredArray path = NpyReader.open(folder.resolve(WalkRecorder.PATH));
    writeLogits(logits, path, folder);
    double[] goal = target.input();
    if (goal != null) {
      TargetFile.write(goal, folder);
    }
    Path strip =
        WalkPicture.write(
            new WalkPoints(
                path, NpyReader.open(folder.resolve(WalkRecorder.LOGITS)), recorder.steps()),
            pictureShape,
            request,
            held.map(),
            target,
            folder);
    WalkOutcome outcome =
        new WalkOutcome(
            result,
            logits.value(start),
            logits.value(result.end()),
            goal == null ? null : remaining(start, result.end(), goal),
            walked.pieces(),
            between.largest(),
            nearest,
            strip,
            WalkWarnings.of(held, request, walked, nearest));
    WalkJson.write(folder, request, held, source, pictureShape, recorder.steps(), outcome);
    return outcome;
  }

  /**
   * Walks twice from an input: with corrections and adaptive steps, and as published with Euler
   * steps of the length that the request gives. The files of the second walk go into the folder
   * {@code euler} beside those of the first.
   *
   * @param start the input, flat, as the model takes it
   * @param pictureShape how to draw it: C x H x W, or 2 for a point of the plane
   * @param source where the input comes from, for the files
   * @param folder where the files go
   * @throws IllegalArgumentException when the mode is not {@code WALK}, the request gives no step,
   *     or the start lies outside the box
   */
  public WalkComparison compare(
      double[] start, int[] pictureShape, WalkSource source, Path folder, Progress progress) {
    WalkRequest euler = request.withMethod(WalkMethod.EULER, request.step());
    euler.requireMethodFitsMode();
    try (UnfinishedResult result = new UnfinishedResult(folder)) {
      WalkOutcome corrected =
          new FiberWalk(model, held, request.withMethod(WalkMethod.CORRECTOR, 0))
              .walkInto(result.folder(), start, pictureShape, WalkTarget.NONE, source, progress);
      WalkOutcome published =
          new FiberWalk(model, held, euler)
              .walkInto(
                  result.folder().resolve(WalkFolder.PUBLISHED),
                  start,
                  pictureShape,
                  WalkTarget.NONE,
                  source,
                  progress);
      result.finish(WalkJson.FILE_NAME);
      return new WalkComparison(
          inPlace(corrected, folder), inPlace(published, folder.resolve(WalkFolder.PUBLISHED)));
    }
  }

  /** One point at a time: the same bits whatever the number of points. */
  private static void writeLogits(DifferentiableMap logits, StoredArray path, Path folder) {
    try (NpyWriter writer =
        NpyWriter.create(
            folder.resolve(WalkRecorder.LOGITS), ElementType.FLOAT64, logits.outputSize())) {
      for (int row = 0; row < path.rows(); row++) {
        double[] values = logits.value(path.read(row, row + 1).doubles());
        writer.append(NdArray.of(values, 1, values.length));
      }
    }
  }

  /** Distance left as a share of that at the start; 0 where there was none to begin with. */
  private static double remaining(double[] start, double[] end, double[] goal) {
    double whole = Distance.euclidean(start, goal);
    return whole == 0 ? 0 : Distance.euclidean(end, goal) / whole;
  }
}
