package dev.nervure.study.layers;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phases with which most studies begin: samples and activations in one pass, then what is
 * measured in each layer. Every value depends on its own layer only, so that layers are measured
 * side by side.
 */
public final class LayerPhases {
  /** Rows of the database, per stage; dominated by the bars. */
  static final long ROW_BYTES_PER_STAGE = 32L << 10;

  private final ActivationSource source;
  private final LayerOptions options;
  private final Subject at;
  private final Stage samples;
  private final Map<LayerResult, Stage> activations = new LinkedHashMap<>();

  /** The phases for the only network of a run, or one folder of arrays. */
  public LayerPhases(ActivationSource source, LayerOptions options) {
    this(source, options, Subject.ONLY);
  }

  /**
   * The phases for one network of several.
   *
   * @param at which one: every value stands there, and every stage is named after it
   */
  public LayerPhases(ActivationSource source, LayerOptions options, Subject at) {
    this.source = source;
    this.options = options;
    this.at = at;
    List<LayerResult> layers =
        source.layers(options).stream().map(layer -> options.measured(layer.at(at))).toList();
    boolean twice = layers.stream().anyMatch(layer -> layer.projectedTo() != null);
    double seconds = (twice ? 2 : 1) * source.secondsPerPass(options) / (layers.size() + 1);
    long memory = source.memoryPerPass(options);
    this.samples =
        Stage.of(
            name("samples"),
            source.samplesKey(options),
            new Cost(seconds, memory, ROW_BYTES_PER_STAGE));
    for (LayerResult layer : layers) {
      activations.put(
          layer,
          Stage.of(
                  name(layer, "activations"),
                  arrayKey(source.activationsKey(layer, options), layer),
                  new Cost(seconds, memory, activationBytes(layer)))
              .leaving(ActivationArrays.of(layer)));
    }
  }

  private Key arrayKey(Key key, LayerResult layer) {
    String selection = layer.selection();
    if (selection != null && options.selects(layer)) {
      key.with("selection", selection)
          .with("selection revision", PositionSelector.REVISION)
          .with("selection seed", options.seed())
          .with("points of a sample", pointsPerSample(layer));
      LabelledSamples masks = options.selection().masks();
      if (masks != null) {
        key.with("masks", masks.contentHash());
      }
    }
    return layer.projectedTo() == null
        ? key
        : key.with("projection", "count sketch 2")
            .with("projected to", layer.projectedTo())
            .with("projection seed", options.seed());
  }

  /**
   * The names of the classes of the data, which belong to no network and stand once in a run of
   * several: beside {@link #pass} in the first phase. Empty without labels.
   */
  public static List<Task> classes(ActivationSource source) {
    List<String> names = source.classNames();
    if (names.isEmpty()) {
      return List.of();
    }
    Stage stage = Stage.of("classes", Key.of("classes", 1).with("names", names), Cost.NONE);
    return List.of(
        SharedTask.required(
            stage,
            (sink, progress) -> {
              StageRows rows = new StageRows();
              for (int index = 0; index < names.size(); index++) {
                rows.add(new ClassResult(index, names.get(index)));
              }
              return rows;
            }));
  }

  /** The pass over all samples: labels, answers, and one array a layer. Uses all threads itself. */
  public Task pass() {
    return new ActivationPass(source, options, at, samples, activations);
  }

  /** The stage of labels and answers. */
  public Stage samples() {
    return samples;
  }

  /** The layers in the order of their depth, each with the stage that leaves its activations. */
  public Map<LayerResult, Stage> activations() {
    return Collections.unmodifiableMap(activations);
  }

  /**
   * The points of a layer, once its activations are there.
   *
   * @param layer one of {@link #activations}
   * @throws NonFinitePointsException when there are NaN or infinities and they are not to be left
   *     out
   */
  public LayerPoints points(LayerResult layer, StageSink sink) {
    Artifact file = Objects.requireNonNull(activations.get(layer), layer.name()).artifacts().get(0);
    return points(layer, file, sink);
  }

  /** How many points a layer is expected to have: at most the cap. */
  public int points(LayerResult layer) {
    return size(layer).points();
  }

  /** What the options ask to be measured: a task a layer, a stage a measurement. */
  public List<Task> measurements() {
    return measurements(LayerMeasurements.of(options));
  }

  /** The same for other measurements than those that options can ask for. */
  public List<Task> measurements(List<LayerMeasurement> measurements) {
    List<Task> tasks = new ArrayList<>();
    activations.forEach(
        (layer, array) -> {
          Map<Stage, SharedTask.Work<Opened>> works = new LinkedHashMap<>();
          Set<Stage> reading = new HashSet<>();
          for (LayerMeasurement measurement : measurements) {
            Stage stage = stage(layer, measurement);
            works.put(stage, new Measuring(layer, measurement));
            if (measurement.readsDistances()) {
              reading.add(stage);
            }
          }
          if (works.isEmpty()) {
            return;
          }
          LayerMeasurement.CloudSize size = size(layer);
          Cost distances = CloudDistances.cost(size.points(), size.dimension());
          tasks.add(
              SharedTask.of(
                  (sink, progress) -> open(layer, sink),
                  works,
                  pending -> pending.stream().anyMatch(reading::contains) ? distances : Cost.NONE));
        });
    return tasks;
  }

  private Stage stage(LayerResult layer, LayerMeasurement measurement) {
    Key key = measurement.key();
    addPoints(key, layer);
    Cost cost = measurement.cost(size(layer));
    return Stage.of(
        name(layer, measurement.stage()),
        key,
        cost.leaving(cost.diskBytes() + ROW_BYTES_PER_STAGE));
  }

  /** Adds to a key on what the points of a layer depend. */
  public void addPoints(Key key, LayerResult layer) {
    key.after(activations(layer))
        .after(samples)
        .with("point cap", options.pointCap())
        .with("drop non-finite", options.dropNonFinite())
        .with("cap seed", options.seed());
  }

  private Stage activations(LayerResult layer) {
    return Objects.requireNonNull(activations.get(layer), layer.name());
  }

  /** What is measured, and how. */
  LayerOptions options() {
    return options;
  }

  /** The layers, along the network. */
  List<LayerResult> layers() {
    return List.copyOf(activations.keySet());
  }

  /** The name of a stage of a layer. */
  public String name(LayerResult layer, String part) {
    return name("layer %04d %s/%s".formatted(layer.index(), layer.name(), part));
  }

  private String name(String part) {
    return at.isOnly() ? part : at.text() + ": " + part;
  }

  /** The points of a layer, from the array that the pass has left. */
  Opened open(LayerResult layer, StageSink sink) {
    Artifact file = activations(layer).artifacts().get(0);
    try {
      return new Opened(points(layer, file, sink), "");
    } catch (NonFinitePointsException e) {
      return new Opened(null, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private LayerPoints points(LayerResult layer, Artifact file, StageSink sink) {
    return LayerPoints.read(
        layer,
        NpyReader.open(sink.at(file)),
        source.size(),
        source.labels(),
        source.classNames(),
        options);
  }

  private long activationBytes(LayerResult layer) {
    return (long) source.size()
        * pointsPerSample(layer)
        * ActivationArrays.columns(layer)
        * Float.BYTES;
  }

  /** How large the cloud of a layer will be. */
  LayerMeasurement.CloudSize size(LayerResult layer) {
    int points = (int) Math.min(options.pointCap(), (long) source.size() * pointsPerSample(layer));
    int[] labels = source.labels();
    if (labels == null) {
      return new LayerMeasurement.CloudSize(points, layer.measuredCoordinates(), 0, 0);
    }
    int[] counts = new int[source.classNames().size()];
    for (int label : labels) {
      counts[label]++;
    }
    int classes = 0;
    int smallest = points;
    for (int count : counts) {
      if (count > 0) {
        classes++;
      }
      if (count >= LifespanSums.FEWEST_POINTS) {
        smallest = Math.min(smallest, count);
      }
    }
    return new LayerMeasurement.CloudSize(points, layer.measuredCoordinates(), classes, smallest);
  }

  /** More than one only where every position is a point, or several are selected. */
  private int pointsPerSample(LayerResult layer) {
    return source.pointsPerSample(layer, options);
  }

  /**
   * The points of a layer.
   *
   * @param points null where nothing can be measured in them
   * @param refusal why, otherwise empty
   */
  record Opened(@Nullable LayerPoints points, String refusal) {}

  /** One measurement of one layer. */
  private final class Measuring implements SharedTask.Work<Opened> {
    private final LayerResult layer;
    private final LayerMeasurement measurement;

    Measuring(LayerResult layer, LayerMeasurement measurement) {
      this.layer = layer;
      this.measurement = measurement;
    }

    @Override
    public StageRows rows(Opened opened, StageSink sink, Progress progress) {
      LayerPoints points = opened.points();
      if (points == null) {
        return notEstimable(opened.refusal());
      }
      StageRows rows = new StageRows();
      measurement.reading(sink::at).measure(points, rows, progress);
      return rows;
    }

    @Override
    public StageRows failed(String why) {
      return notEstimable("failed: " + why);
    }

    private StageRows notEstimable(String why) {
      StageRows rows = new StageRows();
      ValueRows values = new ValueRows(layer.place(), options.seed(), "", "");
      for (String measure : measurement.overall()) {
        rows.add(values.overall(measure, Estimate.notEstimable(why), 0, Map.of()));
      }
      return rows;
    }
  }
}
