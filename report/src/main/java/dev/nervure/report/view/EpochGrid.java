package dev.nervure.report.view;

import dev.nervure.run.KindMean;
import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.NetworkKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of a run with baselines by epoch and layer: what several figures draw of it. A run
 * without epochs has a single one, null.
 */
public final class EpochGrid {
  private final List<@Nullable Integer> epochs;
  private final List<LayerResult> layers;
  private final Map<Key, KindMean> means = new HashMap<>();
  private final Map<Key, LearnedResult> learned = new HashMap<>();

  private record Key(NetworkKind kind, @Nullable Integer epoch, String layer, String measure) {}

  private EpochGrid(RunView run) {
    SortedSet<Integer> found = new TreeSet<>();
    for (KindMean row : run.kindMeans()) {
      means.put(new Key(row.kind(), row.epoch(), row.layerName(), row.measure()), row);
      Integer epoch = row.epoch();
      if (row.kind() == NetworkKind.TRAINED && epoch != null) {
        found.add(epoch);
      }
    }
    for (LearnedResult row : run.learned()) {
      learned.put(new Key(row.baseline(), row.epoch(), row.layerName(), row.measure()), row);
    }
    List<@Nullable Integer> all = new ArrayList<>(found);
    if (all.isEmpty()) {
      all.add(null);
    }
    this.epochs = all;
    this.layers = run.layers();
  }

  /** That of a run; null where no kinds of networks are compared in it. */
  public static @Nullable EpochGrid of(RunView run) {
    return run.kindMeans().isEmpty() ? null : new EpochGrid(run);
  }

  /** The measured epochs, ascending. */
  public List<@Nullable Integer> epochs() {
    return epochs;
  }

  /** The layers of the network that a page shows, by which the others are known. */
  public List<LayerResult> layers() {
    return layers;
  }

  /** The value of the networks of a kind; null where there is no row. */
  public @Nullable KindMean mean(
      NetworkKind kind, @Nullable Integer epoch, LayerResult layer, String measure) {
    return means.get(new Key(kind, epoch, layer.name(), measure));
  }

  /** What trained networks differ in from a baseline; null where there is no row. */
  public @Nullable LearnedResult learned(
      NetworkKind baseline, @Nullable Integer epoch, LayerResult layer, String measure) {
    return learned.get(new Key(baseline, epoch, layer.name(), measure));
  }

  /** Whether there are values of networks of a kind. */
  public boolean has(NetworkKind kind) {
    return means.keySet().stream().anyMatch(key -> key.kind == kind);
  }

  /** Trainings on the labels of the samples: as many as have a value at an epoch. */
  public int networks() {
    return means.values().stream()
        .filter(row -> row.kind() == NetworkKind.TRAINED)
        .mapToInt(KindMean::networks)
        .max()
        .orElse(0);
  }
}
