package dev.nervure.study.dynamics;

import dev.nervure.data.BadDataException;
import dev.nervure.network.BadModelException;
import dev.nervure.run.Manifest;
import dev.nervure.run.Subject;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.learned.UntrainedTwins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a training that was done elsewhere has left, by epoch: networks, or activations that it has
 * dumped. What cannot be read is left out and named; the rest is measured. Activations have no
 * network, so that their epoch 0 is all that they can be compared with.
 */
public final class SnapshotSeries implements NetworkSeries {
  private final EpochChoice choice;
  private final boolean onTrainingSamples;
  private final int twinCount;
  private final long seed;
  private final SortedMap<Subject, ActivationSource> sources = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final @Nullable UntrainedTwins twins;

  /**
   * Opens what is chosen.
   *
   * @param found files or folders by epoch, one at least
   * @param opening opens them; stays open until the study is done
   * @param twinCount untrained networks to compare with, 0 for none
   * @param seed of the first of them
   * @param onTrainingSamples whether the samples were trained on
   * @throws BadModelException when no network can be read
   * @throws BadDataException when no activations can be read, or the samples do not fit a network
   */
  public SnapshotSeries(
      EpochFiles found,
      EpochSources opening,
      EpochChoice choice,
      int twinCount,
      long seed,
      boolean onTrainingSamples) {
    this.choice = choice;
    this.onTrainingSamples = onTrainingSamples;
    this.twinCount = twinCount;
    this.seed = seed;
    this.notes.addAll(found.notes());
    SortedSet<Integer> chosen = choice.of(found.byEpoch().keySet());
    RuntimeException failure = null;
    Path readable = null;
    for (int epoch : chosen) {
      Path path = Objects.requireNonNull(found.byEpoch().get(epoch));
      try {
        ActivationSource source = opening.open(found.kind(), path);
        String other = sources.isEmpty() ? null : otherSamples(source);
        if (other != null) {
          notes.add("epoch %d is left out: %s".formatted(epoch, other));
          continue;
        }
        sources.put(Subject.ofEpoch(epoch), source);
        readable = readable == null ? path : readable;
      } catch (BadModelException | BadDataException e) {
        failure = failure == null ? e : failure;
        notes.add("epoch %d is left out: %s".formatted(epoch, e.getMessage()));
      }
    }
    if (failure != null && sources.isEmpty()) {
      throw failure;
    }
    addGaps(found.byEpoch().keySet(), chosen);
    boolean networks = found.kind() == EpochFiles.Kind.NETWORKS;
    this.twins = readable == null || twinCount == 0 || !networks ? null : twins(opening, readable);
    if (!networks && twinCount > 0) {
      notes.add(
          "activations have no network: they are compared with their epoch 0, where there is one, and not with untrained networks of other seeds");
    }
  }

  /** Why a source is not of the samples of the epochs before; null where it is. */
  private @Nullable String otherSamples(ActivationSource source) {
    ActivationSource first = Objects.requireNonNull(sources.get(sources.firstKey()));
    if (source.size() != first.size()) {
      return "it has %d samples, the epochs before it %d".formatted(source.size(), first.size());
    }
    return Arrays.equals(source.labels(), first.labels())
            && source.classNames().equals(first.classNames())
        ? null
        : "its samples have other labels than those of the epochs before it";
  }

  private @Nullable UntrainedTwins twins(EpochSources opening, Path file) {
    try {
      return opening.twins(file, twinCount, seed);
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
      notes.add(
          "--epochs-measured asks for the epochs %s, of which there are no snapshots; there are %s"
              .formatted(absent, epochs));
    }
    if (chosen.size() < there.size()) {
      notes.add(
          "%d of %d snapshots %s measured; --epochs-measured all takes every one"
              .formatted(chosen.size(), there.size(), chosen.size() == 1 ? "is" : "are"));
    }
    if (chosen.size() == 1) {
      notes.add(
          "%s, so that nothing can be said of the course of training"
              .formatted(
                  there.size() == 1
                      ? "there is one snapshot only"
                      : "epoch %d alone is measured".formatted(chosen.first())));
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
                    (role, input) -> inputs.put(role.equals("data") ? role : at.text(), input)));
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

  /** Nothing of its own: {@link EpochSources} closes what it has opened. */
  @Override
  public void close() {}
}
