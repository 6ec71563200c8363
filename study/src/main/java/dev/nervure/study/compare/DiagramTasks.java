package dev.nervure.study.compare;

import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.run.LayerResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationArrays;
import dev.nervure.study.layers.CostModel;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.NonFinitePointsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage for each layer that leaves the diagrams by which it is compared with others. */
final class DiagramTasks {
  private final Map<LayerResult, Stage> stages = new LinkedHashMap<>();
  private final List<Task> tasks = new ArrayList<>();

  /**
   * None where no measure reads diagrams.
   *
   * @param networks with how their layers are compared
   */
  DiagramTasks(Map<LayerPhases, CompareOptions> networks) {
    networks.forEach(
        (phases, options) -> {
          if (options.highestDegree() >= 0) {
            phases.activations().keySet().forEach(layer -> add(phases, layer, options));
          }
        });
  }

  private void add(LayerPhases phases, LayerResult layer, CompareOptions options) {
    int most = options.layers().pointsOverall();
    int degree = options.highestDegree();
    long seed = options.layers().seed();
    Artifact file =
        Artifact.array(
            ActivationArrays.of(layer).path().replaceFirst("^[^/]*", "comparison-diagrams"), 4);
    Key key =
        Key.of("diagrams for comparison", 1)
            .with("points", most)
            .with("degree", degree)
            .with("blocks", options.blocks())
            .with("seed", seed);
    phases.addPoints(key, layer);
    Stage stage =
        Stage.of(
                phases.name(layer, "diagrams for comparison"),
                key,
                cost(phases.points(layer), layer, options))
            .leaving(file);
    stages.put(layer, stage);
    tasks.add(
        SharedTask.required(
            stage,
            (sink, progress) -> {
              LayerPoints points = points(phases, layer, sink);
              if (points == null) {
                LayerDiagrams.writeNone(sink.making(file));
              } else {
                LayerDiagrams.of(points, most, degree, options.blocks(), seed, progress)
                    .write(sink.making(file));
              }
              return new StageRows();
            }));
  }

  /** Null where they are not finite, of which the comparison says that there is no value. */
  private static @Nullable LayerPoints points(
      LayerPhases phases, LayerResult layer, StageSink sink) {
    try {
      return phases.points(layer, sink);
    } catch (NonFinitePointsException e) {
      return null;
    }
  }

  private static Cost cost(int points, LayerResult layer, CompareOptions options) {
    int n = Math.min(points, options.layers().pointsOverall());
    int degree = options.highestDegree();
    Cost distances = CloudDistances.cost(n, layer.measuredCoordinates());
    double seconds =
        distances.seconds() + (1 + options.blocks()) * CostModel.ripsSeconds(n, degree);
    long memory =
        distances.memoryBytes() + CostModel.ripsBytes(n, degree) + CostModel.distanceBytes(n);
    long bars = (1L + degree) * 2 * n * (1 + options.blocks());
    return Cost.of(seconds, memory).leaving(4L * Double.BYTES * bars);
  }

  /** The stages by layer. */
  Map<LayerResult, Stage> stages() {
    return Collections.unmodifiableMap(stages);
  }

  /** A task a layer. */
  List<Task> tasks() {
    return Collections.unmodifiableList(tasks);
  }
}
