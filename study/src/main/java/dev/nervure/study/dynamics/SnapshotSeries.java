package dev.nervure.study.dynamics;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.BadModelException;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.run.Manifest;
import dev.nervure.run.Subject;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.learned.UntrainedTwins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of a training that was done elsewhere, ONNX files by epoch. A file that cannot be read
 * is left out and named; the rest is measured.
 */
public final class SnapshotSeries implements NetworkSeries {
  private final LabelledSamples samples;
  private final EpochChoice choice;
  private final boolean onTrainingSamples;
  private final int twinCount;
  private final long seed;
  private final SortedMap<Subject, ActivationSource> sources = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final @Nullable UntrainedTwins twins;

  /**
   * Opens each file once.
   *
   * @param files by epoch
   * @param precision null for that of the files
   * @param samples on which the layers are measured
   * @param options with which the networks are planned
   * @param twinCount untrained networks to compare with, 0 for none
   * @param seed of the first of them
   * @param onTrainingSamples whether the samples were trained on
   * @throws BadModelException when no file can be read
   * @throws dev.nervure.data.BadDataException when the samples do not fit a network
   */
  public SnapshotSeries(
      SortedMap<Integer, Path> files,
      @Nullable Precision precision,
      LabelledSamples samples,
      LayerOptions options,
      EpochChoice choice,
      int twinCount,
      long seed,
      boolean onTrainingSamples) {
    this.samples = samples;
    this.choice = choice;
    this.onTrainingSamples = onTrainingSamples;
    this.twinCount = twinCount;
    this.seed = seed;
    SortedSet<Integer> chosen = choice.of(files.keySet());
    BadModelException failure = null;
    Path readable = null;
    for (int epoch : chosen) {
      Path file = files.get(epoch);
      try {
        sources.put(
            Subject.ofEpoch(epoch), NetworkSource.inFile(file, precision, samples, options));
        readable = readable == null ? file : readable;
      } catch (BadModelException e) {
        failure = failure == null ? e : failure;
        notes.add("epoch %d is left out: %s".formatted(epoch, e.getMessage()));
      }
    }
    if (failure != null && sources.isEmpty()) {
      throw failure;
    }
    addGaps(files.keySet(), chosen);
    this.twins = readable == null || twinCount == 0 ? null : twins(readable, precision);
  }

  private @Nullable UntrainedTwins twins(Path file, @Nullable Precision precision) {
    try (Model model = precision == null ? Model.load(file) : Model.load(file, precision)) {
      return new UntrainedTwins(model.graph(), model.precision(), samples, twinCount, seed);
    } catch (IllegalArgumentException e) {
      notes.add("no untrained twin beside the snapshots: " + e.getMessage());
      return null;
    }
  }

  /** What the series lacks, for all that its numbers say. */
  private void addGaps(Set<Integer> there, SortedSet<Integer> chosen) {
    List<Integer> epochs = List.copyOf(new TreeSet<>(there));
    List<Integer> absent = choice.missing(there);
    if (!absent.isEmpty()) {
      notes.add("there are no snapshots of the epochs %s".formatted(absent));
    }
    if (chosen.size() < there.size()) {
      notes.add(
          "%d of %d snapshots are measured; --epochs-measured all takes every one"
              .formatted(chosen.size(), there.size()));
    }
    if (chosen.size() == 1) {
      notes.add(
          "there is one snapshot only, so that nothing can be said of the course of training");
    }
    int step = Integer.MAX_VALUE;
    for (int i = 1; i < epochs.size(); i++) {
      step = Math.min(step, epochs.get(i) - epochs.get(i - 1));
    }
    List<Integer> gaps = new ArrayList<>();
    for (int i = 1; i < epochs.size(); i++) {
      for (int epoch = epochs.get(i - 1) + step; epoch < epochs.get(i); epoch += step) {
        gaps.add(epoch);
      }
    }
    // A few absent ones are gaps; many are another spacing.
    if (!gaps.isEmpty() && 2 * gaps.size() <= epochs.size()) {
      notes.add("the series of snapshots lacks the epochs %s".formatted(gaps));
    }
  }

  @Override
  public List<Task> trainings() {
    return List.of();
  }

  @Override
  public SortedMap<Subject, ActivationSource> sources() {
    return Collections.unmodifiableSortedMap(sources);
  }

  @Override
  public @Nullable UntrainedTwins twins() {
    return twins;
  }

  @Override
  public boolean onTrainingSamples() {
    return onTrainingSamples;
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    sources.forEach(
        (at, source) ->
            source
                .inputs()
                .forEach(
                    (role, input) -> inputs.put(role.equals("model") ? at.text() : role, input)));
    return inputs;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("twins", twinCount);
    parameters.put("epochsMeasured", choice.text());
    parameters.put("measuredOn", onTrainingSamples ? "training samples" : "samples of --data");
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("first twin", seed);
  }

  @Override
  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  @Override
  public void close() {
    if (twins != null) {
      twins.close();
    }
  }
}
