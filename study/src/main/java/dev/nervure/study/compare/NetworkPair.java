package dev.nervure.study.compare;

import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.PlainJson;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.StudentT;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.NonFinitePointsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two networks whose layers are compared, each of the first with each of the second; or one, whose
 * layers are compared with each other. A task a measure, with one stage, so that measures run side
 * by side and another one computes no value again.
 */
final class NetworkPair {
  private static final long ROW_BYTES = 256;
  private static final double CONFIDENCE = 0.95;

  private final Subject first;
  private final Subject second;
  private final LayerPhases firstPhases;
  private final LayerPhases secondPhases;
  private final Map<LayerResult, Stage> diagrams;
  private final CompareOptions options;

  /**
   * A pair.
   *
   * @param second the same as the first to compare its layers with each other
   * @param diagrams the stages that leave the diagrams of layers, where they are computed
   */
  NetworkPair(
      Subject first,
      LayerPhases firstPhases,
      Subject second,
      LayerPhases secondPhases,
      Map<LayerResult, Stage> diagrams,
      CompareOptions options) {
    this.first = first;
    this.second = second;
    this.firstPhases = firstPhases;
    this.secondPhases = secondPhases;
    this.diagrams = diagrams;
    this.options = options;
  }

  /**
   * A pair of layers.
   *
   * @param row position of the layer of the first network
   * @param column position of the layer of the second
   */
  record Cell(int row, int column) {}

  /** Whether layers of one network are compared with each other. */
  boolean isWithin() {
    return first.equals(second);
  }

  /** How the layers are compared. */
  CompareOptions options() {
    return options;
  }

  /** The layers of the first network in the order of their depth. */
  List<LayerResult> firstLayers() {
    return List.copyOf(firstPhases.activations().keySet());
  }

  /** The layers of the second network in the order of their depth. */
  List<LayerResult> secondLayers() {
    return List.copyOf(secondPhases.activations().keySet());
  }

  /** Rows that a layer has, as far as that is known beforehand. */
  int points(LayerResult layer) {
    return firstPhases.activations().containsKey(layer)
        ? firstPhases.points(layer)
        : secondPhases.points(layer);
  }

  /**
   * The pairs of layers that are compared: all of two networks; of one each two once, or both ways
   * where the order matters.
   */
  List<Cell> cells(boolean symmetric) {
    List<Cell> cells = new ArrayList<>();
    int rows = firstLayers().size();
    int columns = secondLayers().size();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean once = !isWithin() || (symmetric ? row < column : row != column);
        if (once) {
          cells.add(new Cell(row, column));
        }
      }
    }
    return cells;
  }

  /** A task for each measure. */
  List<Task> tasks() {
    return options.chosen().stream().map(this::task).toList();
  }

  private Task task(LayerSimilarity similarity) {
    List<Cell> cells = cells(similarity.isSymmetric());
    return SharedTask.of(
        (sink, progress) -> new Opened(sink),
        Map.of(
            stage(similarity, cells),
            new SharedTask.Work<Opened>() {
              @Override
              public StageRows rows(Opened opened, StageSink sink, Progress progress) {
                List<SimilarityValue> values = similarity.values(opened, cells, progress);
                StageRows rows = new StageRows();
                for (int i = 0; i < cells.size(); i++) {
                  rows.add(row(similarity, cells.get(i), values.get(i)));
                }
                return rows;
              }

              @Override
              public StageRows failed(String why) {
                StageRows rows = new StageRows();
                for (Cell cell : cells) {
                  rows.add(row(similarity, cell, SimilarityValue.none("failed: " + why)));
                }
                return rows;
              }
            }));
  }

  private Stage stage(LayerSimilarity similarity, List<Cell> cells) {
    Key key = similarity.key(Key.of("similarity " + similarity.name(), 2), options);
    firstPhases.activations().forEach((layer, stage) -> key.after(stage));
    if (!isWithin()) {
      secondPhases.activations().forEach((layer, stage) -> key.after(stage));
    }
    if (similarity instanceof DiagramSimilarity) {
      firstLayers().forEach(layer -> key.after(diagramStage(layer)));
      if (!isWithin()) {
        secondLayers().forEach(layer -> key.after(diagramStage(layer)));
      }
    }
    key.with("point cap", options.layers().pointCap())
        .with("drop non-finite", options.layers().dropNonFinite())
        .with("seed", options.layers().seed());
    String between =
        isWithin()
            ? ComparedNetworks.name(first)
            : ComparedNetworks.name(first) + " and " + ComparedNetworks.name(second);
    return Stage.of(
        "%s: %s".formatted(between, similarity.name()),
        key,
        similarity.cost(this).leaving(ROW_BYTES * cells.size()));
  }

  private Stage diagramStage(LayerResult layer) {
    return Objects.requireNonNull(diagrams.get(layer), layer.name());
  }

  private SimilarityResult row(LayerSimilarity similarity, Cell cell, SimilarityValue value) {
    LayerResult a = firstLayers().get(cell.row());
    LayerResult b = secondLayers().get(cell.column());
    Estimate estimate = value.estimate();
    Double found = estimate.isEstimable() ? (Double) estimate.value() : null;
    Double error = value.error();
    Double low = null;
    Double high = null;
    if (found != null && error != null) {
      double reach = error * StudentT.halfWidth(CONFIDENCE, options.blocks() - 1);
      low = Math.max(similarity.lowest(), found - reach);
      high = Math.min(similarity.highest(), found + reach);
    }
    return new SimilarityResult(
        similarity.name(),
        first.model(),
        first.epoch(),
        a.index(),
        a.name(),
        second.model(),
        second.epoch(),
        b.index(),
        b.name(),
        found,
        found == null ? null : error,
        low,
        high,
        found == null ? null : value.chance(),
        value.n(),
        PlainJson.of(value.parameters()),
        estimate instanceof Estimate.NotEstimable not ? not.reason() : null);
  }

  /** A layer that is open: its points, or why there are none. */
  record OpenLayer(LayerResult layer, @Nullable LayerPoints points, String refusal) {}

  /** Both networks while their layers are compared; for one thread. */
  final class Opened {
    private final StageSink sink;
    private final List<OpenLayer> rows;
    private final List<OpenLayer> columns;

    private Opened(StageSink sink) {
      this.sink = sink;
      this.rows = open(firstPhases, firstLayers());
      this.columns = isWithin() ? rows : open(secondPhases, secondLayers());
    }

    private List<OpenLayer> open(LayerPhases phases, List<LayerResult> layers) {
      List<OpenLayer> opened = new ArrayList<>();
      for (LayerResult layer : layers) {
        try {
          opened.add(new OpenLayer(layer, phases.points(layer, sink), ""));
        } catch (NonFinitePointsException e) {
          opened.add(new OpenLayer(layer, null, Objects.requireNonNullElse(e.getMessage(), "")));
        }
      }
      return opened;
    }

    /** The layers of the first network. */
    List<OpenLayer> rows() {
      return rows;
    }

    /** The layers of the second; the same objects within one network. */
    List<OpenLayer> columns() {
      return columns;
    }

    /** The options of the comparison. */
    CompareOptions options() {
      return options;
    }

    /** Where the diagrams of a layer lie. */
    Path diagrams(LayerResult layer) {
      Artifact file = diagramStage(layer).artifacts().get(0);
      return sink.at(file);
    }
  }
}
