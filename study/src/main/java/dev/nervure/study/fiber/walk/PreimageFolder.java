package dev.nervure.study.fiber.walk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.BadRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one preimage, read back for a report. */
public final class PreimageFolder {
  private static final int COLUMNS = 7;

  private final Path folder;
  private final JsonNode values;

  private PreimageFolder(Path folder, JsonNode values) {
    this.folder = folder;
    this.values = values;
  }

  /** Whether a folder holds a preimage. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(PreimageFiles.FILE_NAME));
  }

  /**
   * Opens the files of a preimage.
   *
   * @throws BadRunException when {@code preimage.json} is damaged
   */
  public static PreimageFolder open(Path folder) {
    return new PreimageFolder(
        folder,
        ResultFile.values(folder.resolve(PreimageFiles.FILE_NAME), "planeLow", "search again"));
  }

  /** Interval, area, components and where they were looked for. */
  public JsonNode values() {
    return values;
  }

  /** The map in grey with the preimage in blue. */
  public byte[] picture() {
    return ResultFile.bytes(folder.resolve(WalkPicture.LEVELS));
  }

  /**
   * A border curve.
   *
   * @param lower whether the output there is the lower end of the interval
   * @param closed whether it returns to its first point
   * @param length Euclidean length
   * @param points x and y of each point
   */
  public record Curve(boolean lower, boolean closed, double length, double[][] points) {}

  /** The border curves, those of the lower end first. */
  public List<Curve> curves() {
    Path file = folder.resolve(PreimageFiles.CURVES);
    List<Curve> curves = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      int from = 1;
      while (from < lines.size()) {
        String[] first = lines.get(from).split(",");
        List<double[]> points = new ArrayList<>();
        int to = from;
        while (to < lines.size() && lines.get(to).startsWith(first[0] + ",")) {
          String[] cells = lines.get(to).split(",");
          points.add(
              new double[] {
                Double.parseDouble(cells[COLUMNS - 2]), Double.parseDouble(cells[COLUMNS - 1])
              });
          to++;
        }
        curves.add(
            new Curve(
                first[1].equals("low"),
                Boolean.parseBoolean(first[3]),
                Double.parseDouble(first[4]),
                points.toArray(new double[0][])));
        from = to;
      }
      return curves;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new BadRunException(file + " is damaged: " + e.getMessage() + "; search again", e);
    }
  }
}
