package dev.nervure.study.layers;

import dev.nervure.run.Subject;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What measures the layers of one network or several on the same samples, and their changes. */
public final class NetworkLayers {
  private final List<Task> passes = new ArrayList<>();
  private final List<Stage> answers = new ArrayList<>();
  private final List<Task> measurements = new ArrayList<>();
  private final SortedMap<Subject, LayerPhases> networks = new TreeMap<>();

  /**
   * Lays out the tasks.
   *
   * @param sources by where the values of each stand, one at least
   * @throws IllegalArgumentException when the layers or measures asked for do not fit a network
   */
  public NetworkLayers(
      SortedMap<Subject, ? extends ActivationSource> sources, LayerOptions options) {
    passes.addAll(LayerPhases.classes(sources.values().iterator().next()));
    sources.forEach(
        (at, source) -> {
          LayerPhases layers = phases(at, source, options);
          networks.put(at, layers);
          passes.add(layers.pass());
          answers.add(layers.samples());
          measurements.addAll(layers.measurements());
          measurements.addAll(LayerChanges.betweenLayers(layers));
        });
    measurements.addAll(LayerChanges.betweenEpochs(networks));
  }

  private static LayerPhases phases(Subject at, ActivationSource source, LayerOptions options) {
    try {
      return new LayerPhases(source, options, at);
    } catch (IllegalArgumentException e) {
      if (at.isOnly()) {
        throw e;
      }
      throw new IllegalArgumentException(at.text() + ": " + e.getMessage(), e);
    }
  }

  /** The layers of each network, by where its values stand. */
  public SortedMap<Subject, LayerPhases> networks() {
    return Collections.unmodifiableSortedMap(networks);
  }

  /** The classes of the data, then a pass a network. */
  public List<Task> passes() {
    return Collections.unmodifiableList(passes);
  }

  /** The stages of labels and answers, one a network. */
  public List<Stage> answers() {
    return Collections.unmodifiableList(answers);
  }

  /** What is measured in layers, from layer to layer, and from epoch to epoch. */
  public List<Task> measurements() {
    return Collections.unmodifiableList(measurements);
  }

  /** The stages that leave these values. */
  public List<Stage> measured() {
    return measurements.stream().flatMap(task -> task.stages().stream()).toList();
  }
}
