package dev.nervure.study.fiber.walk;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.picture.ContactSheet;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.nio.file.Path;

/**
 * The files of the nearest point found, beside those of the lift: the input in {@code nearest.npy},
 * one row as in {@code path.npy}, and for images {@code nearest.png} with the start, the crossing
 * and their difference.
 */
final class CrossingFiles {
  static final String INPUT = "nearest.npy";
  static final String PICTURE = "nearest.png";

  private CrossingFiles() {}

  static void write(double[] input, double[] start, int[] shape, Box box, Path folder) {
    try (NpyWriter writer =
        NpyWriter.create(folder.resolve(INPUT), ElementType.FLOAT64, input.length)) {
      writer.append(NdArray.of(input, 1, input.length));
    }
    ImageLayout layout = ImageLayout.of(shape);
    if (layout != null && layout.size() == input.length) {
      InputPainter painter =
          new InputPainter(layout, box, InputPainter.zoomTo(layout, WalkPicture.SHORTEST_SIDE));
      ContactSheet sheet = new ContactSheet(painter, 3, 1, 1, 0);
      sheet.place(0, 0, painter.picture(start));
      sheet.place(1, 0, painter.picture(input));
      sheet.place(2, 0, painter.difference(input, start, Distance.largestDifference(start, input)));
      PngFile.write(sheet.image(), folder.resolve(PICTURE));
    }
  }
}
