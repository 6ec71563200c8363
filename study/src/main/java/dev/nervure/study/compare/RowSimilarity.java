package dev.nervure.study.compare;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.similarity.MeasureTraits;
import dev.nervure.similarity.Representation;
import dev.nervure.similarity.SimilarityMeasure;
import dev.nervure.stats.BlockJackknife;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.PointSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measure that pairs row i of one layer with row i of the other. Each layer is prepared once for
 * all others: whole, without one block of the samples at a time (the same blocks of all layers) for
 * the errors, and in a random order of its rows for what unrelated layers would read.
 *
 * <p>Memory: what the measure prepares of all layers of the second network and of one of the first.
 */
final class RowSimilarity implements LayerSimilarity {
  /** Raised whenever errors of measures that draw come to be others. */
  private static final int ERRORS_OF_DRAWS = 2;

  private final SimilarityMeasure measure;

  RowSimilarity(SimilarityMeasure measure) {
    this.measure = measure;
  }

  private MeasureTraits traits() {
    return measure.traits();
  }

  @Override
  public String name() {
    return measure.name();
  }

  @Override
  public String title() {
    return traits().title();
  }

  @Override
  public boolean isDistance() {
    return traits().isDistance();
  }

  @Override
  public boolean isSymmetric() {
    return traits().isSymmetric();
  }

  @Override
  public double lowest() {
    return traits().lowest();
  }

  @Override
  public double highest() {
    return traits().highest();
  }

  @Override
  public Key key(Key started, CompareOptions options) {
    Key key =
        started
            .with("revision", measure.revision())
            .with("blocks", options.blocks())
            .with("chance", options.chance());
    return traits().drawsAtRandom() ? key.with("errors", ERRORS_OF_DRAWS) : key;
  }

  @Override
  public Cost cost(NetworkPair pair) {
    List<LayerResult> rows = pair.firstLayers();
    List<LayerResult> columns = pair.secondLayers();
    int blocks = pair.options().blocks();
    int chance = pair.options().chance();
    int shared = pair.isWithin() ? 1 : 2;
    double seconds = 0;
    long memory = 0;
    for (LayerResult layer : columns) {
      int n = pair.points(layer);
      Cost whole = measure.preparation(n, layer.measuredCoordinates());
      seconds += shared * (1 + blocks) * whole.seconds();
      seconds += chance * whole.seconds();
      memory += whole.memoryBytes();
    }
    long largest = 0;
    for (NetworkPair.Cell cell : pair.cells(isSymmetric())) {
      LayerResult a = rows.get(cell.row());
      LayerResult b = columns.get(cell.column());
      int n = Math.min(pair.points(a), pair.points(b));
      Cost whole = measure.comparison(n, a.measuredCoordinates(), b.measuredCoordinates());
      seconds += (1 + blocks + chance) * whole.seconds();
      largest = Math.max(largest, whole.memoryBytes());
      largest = Math.max(largest, measure.preparation(n, a.measuredCoordinates()).memoryBytes());
    }
    return Cost.of(seconds, memory + 2 * largest);
  }

  @Override
  public List<SimilarityValue> values(
      NetworkPair.Opened opened, List<NetworkPair.Cell> cells, Progress progress) {
    CompareOptions options = opened.options();
    long seed = options.layers().seed();
    RandomStream stream = RandomStream.seeded(seed).derive("chance");
    int steps = 1 + options.blocks() + options.chance();
    try (Progress.Task task = progress.begin(name(), (long) steps * cells.size())) {
      Cells all = new Cells(opened, cells, seed, task, progress);
      Draw everything = samples -> null;
      Estimate[] whole = all.values(everything, everything, true);
      List<Estimate[]> without = new ArrayList<>();
      for (int block = 0; block < options.blocks(); block++) {
        int which = block;
        Draw rest =
            samples -> {
              int[][] kept = SampleBlocks.without(samples, options.blocks(), seed);
              return kept.length == 0 ? new int[0] : kept[which];
            };
        without.add(all.values(rest, rest, false));
      }
      double[] chance = new double[cells.size()];
      int[] drawn = new int[cells.size()];
      for (int draw = 0; draw < options.chance(); draw++) {
        int ofDraw = draw;
        // A stream that has been drawn from gives other draws: every layer has the same order.
        Draw order = samples -> stream.derive(ofDraw).permutation(samples.length);
        Estimate[] values = all.values(everything, order, false);
        for (int i = 0; i < values.length; i++) {
          if (values[i].isEstimable()) {
            chance[i] += values[i].value();
            drawn[i]++;
          }
        }
      }
      List<SimilarityValue> values = new ArrayList<>();
      for (int i = 0; i < whole.length; i++) {
        int cell = i;
        values.add(
            new SimilarityValue(
                whole[i],
                error(whole[i], without.stream().map(block -> block[cell]).toList()),
                drawn[i] == 0 ? null : (Double) (chance[i] / drawn[i]),
                all.rows(i),
                all.parameters(i)));
      }
      return values;
    }
  }

  private static @Nullable Double error(Estimate whole, List<Estimate> without) {
    boolean known =
        whole.isEstimable()
            && !without.isEmpty()
            && without.stream().allMatch(Estimate::isEstimable);
    return known ? (Double) BlockJackknife.standardError(whole, without) : null;
  }

  @Override
  public List<Estimate> beside(ReducedLayer layer, CompareOptions options, Progress progress) {
    Representation whole = Representation.of(layer.whole());
    List<Estimate> values = new ArrayList<>();
    for (int step = 0; step < layer.count(); step++) {
      progress.checkCancelled();
      Representation rest = Representation.of(layer.rest(step));
      values.add(
          whole.size() > measure.mostRows(whole.dimension(), rest.dimension())
              ? Estimate.notEstimable(
                  "%s takes fewer rows of so many coordinates; choose fewer --samples"
                      .formatted(name()))
              : measure.between(whole, rest, options.layers().seed(), progress));
    }
    return values;
  }

  @Override
  public int pointsBeside(ReducedLayer layer) {
    return layer.whole().size();
  }

  @Override
  public Cost costBeside(int n, int d, int steps) {
    int r = Math.min(n, d);
    Cost whole = measure.preparation(n, d);
    Cost rest = measure.preparation(n, r);
    Cost value = measure.comparison(n, d, r);
    return Cost.of(
        whole.seconds() + steps * (rest.seconds() + value.seconds()),
        whole.memoryBytes() + rest.memoryBytes() + value.memoryBytes());
  }

  /** Which of the rows of these samples are taken, in which order; null for all as they are. */
  private interface Draw {
    int @Nullable [] of(int[] samples);
  }

  /** The values of all cells, for one choice of rows after another. */
  private final class Cells {
    private final NetworkPair.Opened opened;
    private final List<NetworkPair.Cell> cells;
    private final long seed;
    private final Progress.Task task;
    private final Progress progress;
    private final int[] rows;
    private final List<Map<String, Object>> parameters = new ArrayList<>();

    Cells(
        NetworkPair.Opened opened,
        List<NetworkPair.Cell> cells,
        long seed,
        Progress.Task task,
        Progress progress) {
      this.opened = opened;
      this.cells = cells;
      this.seed = seed;
      this.task = task;
      this.progress = progress;
      this.rows = new int[cells.size()];
      cells.forEach(cell -> parameters.add(new LinkedHashMap<>()));
    }

    int rows(int cell) {
      return rows[cell];
    }

    Map<String, Object> parameters(int cell) {
      return parameters.get(cell);
    }

    /**
     * Rows of the first network are forgotten once they are through; those of the second last.
     *
     * @param noted whether what the measure says of the values is kept
     */
    Estimate[] values(Draw ofRows, Draw ofColumns, boolean noted) {
      Map<LayerPoints, Representation> prepared = new HashMap<>();
      Map<LayerPoints, Representation> columns = new HashMap<>();
      Estimate[] values = new Estimate[cells.size()];
      int row = -1;
      for (int i = 0; i < values.length; i++) {
        progress.checkCancelled();
        NetworkPair.Cell cell = cells.get(i);
        if (cell.row() != row) {
          prepared.clear();
          row = cell.row();
        }
        values[i] = value(i, cell, ofRows, ofColumns, noted, prepared, columns);
        task.advance(1);
      }
      return values;
    }

    private Estimate value(
        int index,
        NetworkPair.Cell cell,
        Draw ofRows,
        Draw ofColumns,
        boolean noted,
        Map<LayerPoints, Representation> preparedRows,
        Map<LayerPoints, Representation> preparedColumns) {
      NetworkPair.OpenLayer a = opened.rows().get(cell.row());
      NetworkPair.OpenLayer b = opened.columns().get(cell.column());
      LayerPoints first = a.points();
      LayerPoints second = b.points();
      if (first == null || second == null) {
        NetworkPair.OpenLayer bad = first == null ? a : b;
        return Estimate.notEstimable(bad.layer().name() + ": " + bad.refusal());
      }
      if (first.available() != second.available()) {
        return Estimate.notEstimable(
            String.format(
                Locale.ROOT,
                "the layers have %,d and %,d points, so that none corresponds to another; another --pooling may have one point for each sample",
                first.available(),
                second.available()));
      }
      if (PointSelection.unpaired(a.layer(), b.layer())) {
        return Estimate.notEstimable(
            "several positions of each sample are selected in each layer, and none corresponds to another; choose a --selection of one position");
      }
      int[][] common = LayerPoints.inBoth(first, second);
      int n = common[0].length;
      boolean whole = n == first.size() && n == second.size();
      Representation x =
          whole
              ? preparedRows.computeIfAbsent(first, same -> drawn(same, common[0], ofRows))
              : drawn(first, common[0], ofRows);
      Representation y =
          whole
              ? preparedColumns.computeIfAbsent(second, same -> drawn(same, common[1], ofColumns))
              : drawn(second, common[1], ofColumns);
      int most = measure.mostRows(x.dimension(), y.dimension());
      if (x.size() > most) {
        return Estimate.notEstimable(
            "%s takes at most %,d rows of so many coordinates but there are %,d; choose fewer --samples"
                .formatted(name(), most, x.size()));
      }
      if (x.size() == 0) {
        return Estimate.notEstimable("there are too few samples for an error");
      }
      rows[index] = Math.max(rows[index], x.size());
      Estimate value = measure.between(x, y, seed, progress);
      List<String> notes = noted && value.isEstimable() ? measure.notes(x, y) : List.of();
      if (!notes.isEmpty()) {
        parameters.get(index).put(SimilarityParameters.NOTES, String.join("; ", notes));
      }
      return value;
    }

    private static Representation drawn(LayerPoints points, int[] among, Draw draw) {
      int[] samples = points.samples();
      int[] chosen = draw.of(Arrays.stream(among).map(i -> samples[i]).toArray());
      return Representation.of(
          points.rows(chosen == null ? among : Arrays.stream(chosen).map(i -> among[i]).toArray()));
    }
  }
}
