package dev.nervure.study.fiber.walk;

import dev.nervure.box.Box;
import dev.nervure.data.array.StoredArray;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Draws the frames of a walk among images that is read back. All differences have one scale: that
 * from the start to the end of the walk is the strongest.
 */
final class WalkFrames {
  private final StoredArray path;
  private final InputPainter painter;
  private final double[] first;
  private final double largest;

  private WalkFrames(StoredArray path, InputPainter painter) {
    this.path = path;
    this.painter = painter;
    this.first = path.read(0, 1).doubles();
    this.largest =
        Distance.largestDifference(first, path.read(path.rows() - 1, path.rows()).doubles());
  }

  /** The frames of a path; null where the shape is not that of an image or of other points. */
  static @Nullable WalkFrames of(StoredArray path, int[] shape, Box box) {
    ImageLayout layout = ImageLayout.of(shape);
    return layout == null || layout.size() != path.rowSize()
        ? null
        : new WalkFrames(path, new InputPainter(layout, box, 1));
  }

  /**
   * Frames evenly by length.
   *
   * @param logits outputs of the network, one row a point of the path
   * @param stepOf the step of a row of the path
   */
  List<WalkFrame> along(StoredArray logits, int frames, IntUnaryOperator stepOf) {
    List<WalkFrame> drawn = new ArrayList<>();
    for (int row : WalkPicture.frameRows(path, frames)) {
      drawn.add(
          frame(
              path.read(row, row + 1).doubles(),
              stepOf.applyAsInt(row),
              logits.read(row, row + 1).doubles()));
    }
    return drawn;
  }

  /** A frame of a point that is not on the path; null where it is no input of the same size. */
  @Nullable WalkFrame beyond(double[] input, int step, double[] logits) {
    return input.length == first.length ? frame(input, step, logits) : null;
  }

  private WalkFrame frame(double[] input, int step, double[] logits) {
    return new WalkFrame(
        step,
        logits,
        PngFile.bytes(painter.picture(input)),
        PngFile.bytes(painter.difference(input, first, largest)));
  }
}
