package dev.nervure.study.layers;

import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.BatchMean;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What changes from one layer to the next, and in one layer from an epoch to the next: the
 * divergence of the two clouds that the same samples make, as the mean over random batches with its
 * error. A value stands at the later layer or epoch and names the other in its parameters. Tasks
 * for a phase after the pass; none where no such measure is asked for.
 */
public final class LayerChanges {
  private static final int LARGEST_BATCH = 500;
  private static final int BATCHES = 10;

  /** Two batches of the fewest points of any diagram. */
  private static final int FEWEST_POINTS = 2 * LifespanSums.FEWEST_POINTS;

  /** Seconds of both directions for the cube of a point of the batch. */
  private static final double SECONDS_PER_TRIPLE = 5e-9;

  private static final long BYTES_PER_PAIR = 80;

  /** All measures, by name. */
  static final List<String> MEASURES =
      Arrays.stream(CloudDivergence.values())
          .flatMap(one -> Stream.of(one.betweenLayers(), one.betweenEpochs()))
          .toList();

  private LayerChanges() {}

  /** From each layer to the next. */
  public static List<Task> betweenLayers(LayerPhases phases) {
    Map<CloudDivergence, String> asked = new LinkedHashMap<>();
    for (CloudDivergence one : CloudDivergence.values()) {
      if (phases.options().measures().contains(one.betweenLayers())) {
        asked.put(one, one.betweenLayers());
      }
    }
    List<Task> tasks = new ArrayList<>();
    List<LayerResult> layers = phases.layers();
    for (int i = 1; i < layers.size() && !asked.isEmpty(); i++) {
      tasks.add(
          new Pair(phases, layers.get(i - 1), phases, layers.get(i), layers.get(i - 1).name())
              .task(asked));
    }
    return tasks;
  }

  /**
   * In each layer from an epoch to the next of the same network on the same inputs. A layer that
   * one of the two does not have is left out.
   *
   * @param all by subject; those without an epoch are left out
   */
  public static List<Task> betweenEpochs(SortedMap<Subject, LayerPhases> all) {
    List<Task> tasks = new ArrayList<>();
    Map<Subject, LayerPhases> before = new HashMap<>();
    all.forEach(
        (subject, phases) -> {
          if (subject.epoch() != null) {
            LayerPhases earlier = before.put(subject.withEpoch(null), phases);
            if (earlier != null) {
              tasks.addAll(betweenEpochs(earlier, phases));
            }
          }
        });
    return tasks;
  }

  private static List<Task> betweenEpochs(LayerPhases earlier, LayerPhases later) {
    Map<CloudDivergence, String> asked = new LinkedHashMap<>();
    for (CloudDivergence one : CloudDivergence.values()) {
      if (later.options().measures().contains(one.betweenEpochs())) {
        asked.put(one, one.betweenEpochs());
      }
    }
    List<Task> tasks = new ArrayList<>();
    Iterator<LayerResult> layers = later.layers().iterator();
    while (layers.hasNext() && !asked.isEmpty()) {
      LayerResult layer = layers.next();
      earlier.layers().stream()
          .filter(one -> one.index() == layer.index() && one.name().equals(layer.name()))
          .findFirst()
          .ifPresent(
              one ->
                  tasks.add(
                      new Pair(earlier, one, later, layer, one.place().subject().text())
                          .task(asked)));
    }
    return tasks;
  }

  /**
   * Two clouds.
   *
   * @param from what the earlier one is called
   */
  private record Pair(
      LayerPhases earlier, LayerResult before, LayerPhases later, LayerResult after, String from) {
    Task task(Map<CloudDivergence, String> asked) {
      Map<Stage, SharedTask.Work<Opened>> works = new LinkedHashMap<>();
      asked.forEach(
          (divergence, name) -> works.put(stage(name), new Comparing(divergence, name, this)));
      return SharedTask.of((sink, progress) -> open(sink), works);
    }

    private Opened open(StageSink sink) {
      return new Opened(earlier.open(before, sink), later.open(after, sink));
    }

    private Stage stage(String name) {
      Key key =
          Key.of("divergence", 2)
              .with("measure", name)
              .with("seed", later.options().seed())
              .with("largest batch", LARGEST_BATCH)
              .with("batches", BATCHES);
      earlier.addPoints(key, before);
      later.addPoints(key, after);
      return Stage.of(later.name(after, name), key, cost());
    }

    private Cost cost() {
      int n = later.size(after).points();
      int batch = Math.min(LARGEST_BATCH, n / 2);
      if (n < FEWEST_POINTS) {
        return Cost.NONE;
      }
      Cost first = CloudDistances.cost(batch, before.measuredCoordinates());
      Cost second = CloudDistances.cost(batch, after.measuredCoordinates());
      double seconds =
          SECONDS_PER_TRIPLE * batch * batch * batch + 2 * (first.seconds() + second.seconds());
      return new Cost(
          BatchMean.batches(n, batch, BATCHES) * seconds,
          BYTES_PER_PAIR * batch * batch + 4 * Math.max(first.memoryBytes(), second.memoryBytes()),
          LayerPhases.ROW_BYTES_PER_STAGE);
    }
  }

  /** The points of both. */
  private record Opened(LayerPhases.Opened before, LayerPhases.Opened after) {}

  /** One divergence of two clouds. */
  private record Comparing(CloudDivergence divergence, String name, Pair pair)
      implements SharedTask.Work<Opened> {
    @Override
    public StageRows rows(Opened opened, StageSink sink, Progress progress) {
      LayerPoints before = opened.before().points();
      LayerPoints after = opened.after().points();
      if (before == null || after == null) {
        return notEstimable(
            before == null
                ? pair.from() + ": " + opened.before().refusal()
                : opened.after().refusal());
      }
      String refusal = divergence.refusal(before, after);
      if (PointSelection.unpaired(pair.before(), pair.after())) {
        refusal =
            "several positions of each sample are selected in each layer, and none corresponds to another; choose a --selection of one position";
      } else if (before.available() != after.available()) {
        refusal =
            String.format(
                Locale.ROOT,
                "the clouds have %,d and %,d points, so that none corresponds to another; another --pooling may have one point for each sample",
                before.available(),
                after.available());
      }
      if (!refusal.isEmpty()) {
        return notEstimable(refusal);
      }
      int[][] common = LayerPoints.inBoth(before, after);
      int n = common[0].length;
      if (n < FEWEST_POINTS) {
        return notEstimable(
            "%d points that both clouds have are fewer than %d".formatted(n, FEWEST_POINTS));
      }
      return compared(before, after, common, progress);
    }

    private StageRows compared(
        LayerPoints before, LayerPoints after, int[][] common, Progress progress) {
      int n = common[0].length;
      long seed = pair.later().options().seed();
      double[] directions = new double[2];
      BatchMean mean =
          BatchMean.of(
              n,
              Math.min(LARGEST_BATCH, n / 2),
              BATCHES,
              RandomStream.seeded(seed).derive("divergence"),
              chosen -> {
                double[] both =
                    divergence.between(
                        before.rows(of(common[0], chosen)),
                        after.rows(of(common[1], chosen)),
                        progress);
                directions[0] += both[0];
                directions[1] += both[1];
                return (both[0] + both[1]) / 2;
              });
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("from", pair.from());
      parameters.put("points", n);
      parameters.put("batches", mean.batches());
      parameters.put("disjointBatches", mean.disjoint());
      parameters.put("forward", directions[0] / mean.batches());
      parameters.put("backward", directions[1] / mean.batches());
      parameters.put("errorMeaning", "spread of disjoint batches");
      StageRows rows = new StageRows();
      rows.add(values(seed).overall(name, mean.value(), mean.size(), parameters));
      return rows;
    }

    private static int[] of(int[] numbers, int[] chosen) {
      return Arrays.stream(chosen).map(i -> numbers[i]).toArray();
    }

    @Override
    public StageRows failed(String why) {
      return notEstimable("failed: " + why);
    }

    private StageRows notEstimable(String why) {
      StageRows rows = new StageRows();
      rows.add(
          values(pair.later().options().seed())
              .overall(name, Estimate.notEstimable(why), 0, Map.of("from", pair.from())));
      return rows;
    }

    private ValueRows values(long seed) {
      return new ValueRows(
          pair.after().place(), seed, "mean of both directions", divergence.scaling());
    }
  }
}
