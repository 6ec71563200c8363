package dev.nervure.study.fiber.walk;

import dev.nervure.box.Box;
import dev.nervure.data.array.StoredArray;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.Ranking;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.picture.ContactSheet;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PlanePainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a walk: for images a strip of frames with the difference from the start below
 * each; for points of the plane the map that is held, with the path on top.
 */
final class WalkPicture {

  static final String STRIP = "strip.png";
  static final String PLANE = "plane.png";

  /** The map of the plane without the path, for pages that draw the path themselves. */
  static final String LEVELS = "levels.png";

  /** Of a picture of an input, in pixels. */
  static final int SHORTEST_SIDE = 96;

  private static final int LABEL_LINES = 3;

  private WalkPicture() {}

  /** Writes {@code strip.png} or {@code plane.png}; null where neither fits the input. */
  static @Nullable Path write(
      WalkPoints walk,
      int[] shape,
      WalkRequest request,
      DifferentiableMap held,
      WalkTarget target,
      Path folder) {
    StoredArray path = walk.path();
    ImageLayout layout = ImageLayout.of(shape);
    if (layout != null && layout.size() == path.rowSize()) {
      return PngFile.write(
          strip(walk, layout, request.box(), request.frames(), target.input()),
          folder.resolve(STRIP));
    }
    if (held.inputSize() == 2) {
      double[][] points = points(path);
      double[][] frame = PlanePainter.frame(points, request.box());
      PlanePainter painter = new PlanePainter(held, frame[0], frame[1]);
      BufferedImage image = painter.levels();
      PngFile.write(image, folder.resolve(LEVELS));
      painter.drawPath(image, points);
      return PngFile.write(image, folder.resolve(PLANE));
    }
    return null;
  }

  static double[][] points(StoredArray path) {
    double[][] points = new double[path.rows()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = path.read(i, i + 1).doubles();
    }
    return points;
  }

  /**
   * The rows of a path that show it in so many frames, evenly by its length; the first and the last
   * are among them, and none twice.
   */
  static int[] frameRows(StoredArray path, int frames) {
    double[] lengths = new double[path.rows()];
    double[] before = path.read(0, 1).doubles();
    for (int row = 1; row < lengths.length; row++) {
      double[] here = path.read(row, row + 1).doubles();
      lengths[row] = lengths[row - 1] + Distance.euclidean(here, before);
      before = here;
    }
    return evenly(lengths, frames);
  }

  /** Indices of ascending lengths nearest to an even division. */
  static int[] evenly(double[] lengths, int frames) {
    int last = lengths.length - 1;
    TreeSet<Integer> chosen = new TreeSet<>(List.of(0, last));
    int row = 0;
    for (int frame = 1; frame < frames - 1; frame++) {
      double wanted = lengths[last] * frame / (frames - 1);
      while (row < last && Math.abs(lengths[row + 1] - wanted) <= Math.abs(lengths[row] - wanted)) {
        row++;
      }
      chosen.add(row);
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Two rows, frames and differences, a column a frame; the target of a directed walk after the
   * last one. Below them the step, the distance from the start and the answer.
   */
  private static BufferedImage strip(
      WalkPoints points, ImageLayout layout, Box box, int frames, double @Nullable [] target) {
    InputPainter painter =
        new InputPainter(layout, box, InputPainter.zoomTo(layout, SHORTEST_SIDE));
    StoredArray path = points.path();
    int[] rows = frameRows(path, frames);
    ContactSheet sheet =
        new ContactSheet(painter, rows.length + (target == null ? 0 : 1), 1, 2, LABEL_LINES);
    double[] first = path.read(0, 1).doubles();
    double[] last = path.read(path.rows() - 1, path.rows()).doubles();
    double largest = Distance.largestDifference(first, last);
    for (int column = 0; column < rows.length; column++) {
      int row = rows[column];
      double[] frame = path.read(row, row + 1).doubles();
      sheet.place(column, 0, painter.picture(frame));
      sheet.place(column, 1, painter.difference(frame, first, largest));
      sheet.label(
          column,
          0,
          "step " + points.steps()[row],
          "distance " + ContactSheet.number(Distance.euclidean(frame, first)),
          answer(points.logits().read(row, row + 1).doubles()));
    }
    if (target != null) {
      sheet.place(rows.length, 0, painter.picture(target));
      sheet.place(rows.length, 1, painter.difference(target, first, largest));
      sheet.label(rows.length, 0, "target");
    }
    return sheet.image();
  }

  private static String answer(double[] logits) {
    return logits.length == 1
        ? "output " + ContactSheet.number(logits[0])
        : "answer " + Ranking.largest(logits);
  }
}
