package dev.nervure.study.fiber;

import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.DifferentiableMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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

  private static final int SHORTEST_SIDE = 96;

  private WalkPicture() {}

  /** Writes {@code strip.png} or {@code plane.png}; null where neither fits the input. */
  static @Nullable Path write(
      StoredArray path, int[] shape, FiberOptions options, DifferentiableMap held, Path folder) {
    ImageLayout layout = ImageLayout.of(shape);
    if (layout != null && layout.size() == path.rowSize()) {
      return save(strip(path, layout, options.box(), options.frames()), folder.resolve(STRIP));
    }
    if (held.inputSize() == 2) {
      double[][] points = points(path);
      double[][] frame = PlanePainter.frame(points, options.box());
      PlanePainter painter = new PlanePainter(held, frame[0], frame[1]);
      BufferedImage image = painter.levels();
      save(image, folder.resolve(LEVELS));
      painter.drawPath(image, points);
      return save(image, folder.resolve(PLANE));
    }
    return null;
  }

  static Path save(BufferedImage image, Path file) {
    try {
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static double[][] points(StoredArray path) {
    double[][] points = new double[path.rows()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = path.read(i, i + 1).doubles();
    }
    return points;
  }

  /** The rows of a path that show it in so many frames, the first and the last among them. */
  static int[] frameRows(int rows, int frames) {
    int count = Math.min(frames, rows);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = count == 1 ? 0 : (int) ((long) i * (rows - 1) / (count - 1));
    }
    return chosen;
  }

  private static BufferedImage strip(StoredArray path, ImageLayout layout, Box box, int frames) {
    InputPainter painter =
        new InputPainter(layout, box, InputPainter.zoomTo(layout, SHORTEST_SIDE));
    int[] rows = frameRows(path.rows(), frames);
    BufferedImage image = painter.sheet(rows.length, 2);
    double[] first = path.read(0, 1).doubles();
    double[] last = path.read(path.rows() - 1, path.rows()).doubles();
    double largest = InputPainter.largestDifference(first, last);
    for (int column = 0; column < rows.length; column++) {
      double[] frame = path.read(rows[column], rows[column] + 1).doubles();
      painter.draw(image, column, 0, frame);
      painter.drawDifference(image, column, 1, frame, first, largest);
    }
    return image;
  }
}
