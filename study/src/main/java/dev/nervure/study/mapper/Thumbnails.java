package dev.nervure.study.mapper;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Cost;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.Tables;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Small pictures of members of nodes, on one sheet for all layers: a few of each node, those of
 * large nodes first, until the sheet is full. Images larger than a tile are averaged over blocks of
 * pixels.
 */
public final class Thumbnails {
  /** The sheet, {@link #COLUMNS} tiles a row, in the order of {@link #SAMPLES}. */
  public static final Artifact SHEET = Artifact.file("mapper/thumbnails.png");

  /** The samples on the sheet by their position in the data, int64. */
  public static final Artifact SAMPLES = Artifact.array("mapper/thumbnails.npy", 1);

  /** Tiles in a row of the sheet. */
  public static final int COLUMNS = 25;

  private static final int MOST_TILES = 500;
  private static final int MOST_OF_NODE = 4;
  private static final int LONGEST_SIDE = 36;
  private static final double SECONDS_PER_TILE = 1e-3;

  private final LabelledSamples inputs;
  private final ImageLayout layout;

  /** Pixels of the image along a side of one of the tile. */
  private final int block;

  private Thumbnails(LabelledSamples inputs, ImageLayout layout) {
    this.inputs = inputs;
    this.layout = layout;
    int longest = Math.max(layout.height(), layout.width());
    this.block = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
  }

  /** Those of samples; null where they are no images. */
  static @Nullable Thumbnails of(LabelledSamples inputs) {
    ImageLayout layout = ImageLayout.of(inputs.sampleShape());
    return layout == null ? null : new Thumbnails(inputs.withoutNormalization(), layout);
  }

  /** Draws the sheet once the graphs are there. */
  Task task(List<Stage> graphs) {
    Key key =
        Key.of("thumbnails", 1)
            .after(graphs)
            .with("data", inputs.contentHash())
            .with("tiles", MOST_TILES);
    Stage stage =
        Stage.of(
                "thumbnails",
                key,
                Cost.of(SECONDS_PER_TILE * MOST_TILES, 8L * MOST_TILES * layout.size()))
            .leaving(SHEET)
            .leaving(SAMPLES);
    return SharedTask.of(
        (sink, progress) -> stage, Map.of(stage, (opened, sink, progress) -> draw(sink)));
  }

  private StageRows draw(StageSink sink) throws IOException {
    int[] samples = chosen(sink.results());
    int width = layout.width() / block;
    int height = layout.height() / block;
    int tilesHigh = Math.max(1, (samples.length + COLUMNS - 1) / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(COLUMNS * width, tilesHigh * height, BufferedImage.TYPE_INT_RGB);
    ImageLayout tile = new ImageLayout(layout.channels(), height, width, layout.last());
    InputPainter painter = new InputPainter(tile, Box.uniform(0, 1), 1);
    long[] originals = new long[samples.length];
    for (int i = 0; i < samples.length; i++) {
      originals[i] = inputs.originalIndex(samples[i]);
      double[] values = inputs.read(samples[i], samples[i] + 1).doubles();
      BufferedImage picture = painter.picture(averaged(values, tile));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          sheet.setRGB(i % COLUMNS * width + x, i / COLUMNS * height + y, picture.getRGB(x, y));
        }
      }
    }
    PngFile.write(sheet, sink.making(SHEET));
    NpyWriter.write(sink.making(SAMPLES), NdArray.of(originals, originals.length));
    return new StageRows();
  }

  /** Rows of the run: some of each node, spread over its members. */
  private static int[] chosen(Results results) {
    Map<List<Integer>, List<MapperMemberRow>> members = new HashMap<>();
    for (MapperMemberRow member : results.rows(Tables.MAPPER_MEMBERS)) {
      members
          .computeIfAbsent(List.of(member.layer(), member.node()), key -> new ArrayList<>())
          .add(member);
    }
    List<MapperNodeRow> nodes = new ArrayList<>(results.rows(Tables.MAPPER_NODES));
    nodes.sort(Comparator.comparingInt(MapperNodeRow::size).reversed());
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int round = 0; round < MOST_OF_NODE; round++) {
      for (MapperNodeRow node : nodes) {
        List<MapperMemberRow> own =
            members.getOrDefault(List.of(node.layer(), node.node()), List.of());
        int at = round * own.size() / MOST_OF_NODE;
        if (chosen.size() < MOST_TILES && at < own.size()) {
          chosen.add(own.get(at).sample());
        }
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The means over blocks of pixels; what does not fill a block at the right and below is left. */
  private double[] averaged(double[] values, ImageLayout tile) {
    double[] means = new double[tile.size()];
    for (int channel = 0; channel < layout.channels(); channel++) {
      for (int y = 0; y < tile.height() * block; y++) {
        for (int x = 0; x < tile.width() * block; x++) {
          means[tile.index(y / block * tile.width() + x / block, channel)] +=
              values[layout.index(y * layout.width() + x, channel)] / (block * block);
        }
      }
    }
    return means;
  }
}
