package dev.nervure.report.view;

import dev.nervure.data.array.NpyReader;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperGroupRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Tables;
import dev.nervure.study.mapper.Thumbnails;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The Mapper graphs of the layers of a run; empty where there are none.
 *
 * @param nodes of all layers
 * @param edges of all layers
 * @param members the points of all nodes
 * @param groups which classes hang together
 * @param thumbnails small pictures of some members; null where the run has none
 */
public record MapperView(
    List<MapperNodeRow> nodes,
    List<MapperEdgeRow> edges,
    List<MapperMemberRow> members,
    List<MapperGroupRow> groups,
    @Nullable Sheet thumbnails) {
  /** Of a run that has none of it. */
  public static final MapperView NONE =
      new MapperView(List.of(), List.of(), List.of(), List.of(), null);

  /**
   * Pictures on one sheet, a tile each.
   *
   * @param picture as a data URI
   * @param columns tiles in a row
   * @param width pixels of a tile
   * @param height pixels of a tile
   * @param samples which are on it, in its order, by their position in the data
   */
  public record Sheet(String picture, int columns, int width, int height, List<Integer> samples) {}

  /** Copies the lists. */
  public MapperView {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    members = List.copyOf(members);
    groups = List.copyOf(groups);
  }

  /** What a run has. */
  static MapperView of(RunDirectory run, Results results) {
    return new MapperView(
        results.rows(Tables.MAPPER_NODES),
        results.rows(Tables.MAPPER_EDGES),
        results.rows(Tables.MAPPER_MEMBERS),
        results.rows(Tables.MAPPER_GROUPS),
        sheet(run.at(Thumbnails.SHEET.path()), run.at(Thumbnails.SAMPLES.path())));
  }

  private static @Nullable Sheet sheet(Path picture, Path samples) {
    if (!Files.exists(picture) || !Files.exists(samples)) {
      return null;
    }
    long[] shown = NpyReader.open(samples).readAll().longs();
    int rows = Math.max(1, (shown.length + Thumbnails.COLUMNS - 1) / Thumbnails.COLUMNS);
    try {
      byte[] png = Files.readAllBytes(picture);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      return new Sheet(
          Digits.uri(png),
          Thumbnails.COLUMNS,
          image.getWidth() / Thumbnails.COLUMNS,
          image.getHeight() / rows,
          Arrays.stream(shown).mapToObj(sample -> (Integer) (int) sample).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
