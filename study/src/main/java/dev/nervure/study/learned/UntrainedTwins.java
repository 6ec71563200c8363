package dev.nervure.study.learned;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.FreshWeights;
import dev.nervure.progress.Cost;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.study.Artifact;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.NetworkSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Networks of the same graph with fresh initial weights, each of a seed of its own, on the same
 * samples: what the graph alone makes of the data, and how much that depends on the luck of its
 * weights. Each is left as an ONNX file in the run.
 */
public final class UntrainedTwins implements AutoCloseable {
  /** Fewest from which their spread can be told. */
  public static final int FEWEST = 2;

  /** As many as there are by default. */
  public static final int USUAL = 3;

  /** Seconds to draw and write one weight. */
  private static final double SECONDS_PER_WEIGHT = 1e-7;

  private final Graph graph;
  private final Model plan;
  private final List<String> unclear;
  private final List<Task> tasks = new ArrayList<>();
  private final SortedMap<Subject, ActivationSource> sources = new TreeMap<>();

  /**
   * Twins of a network, yet to be drawn.
   *
   * @param graph the network, trained or not
   * @param precision in which they are run
   * @param samples on which they are measured
   * @param count how many, at least {@link #FEWEST}
   * @param seed of the first; those of the others follow
   * @throws IllegalArgumentException when the graph has no weights that could be drawn anew
   */
  public UntrainedTwins(
      Graph graph, Precision precision, LabelledSamples samples, int count, long seed) {
    if (count < FEWEST) {
      throw new IllegalArgumentException(
          "untrained twins must be at least %d, so that their spread is known, but were %d"
              .formatted(FEWEST, count));
    }
    this.graph = graph;
    FreshWeights first = FreshWeights.of(graph, seed);
    this.unclear = first.unclear();
    this.plan = Model.of(first.graph(), precision);
    String hash = GraphFingerprint.of(graphOf(seed));
    for (int number = 1; number <= count; number++) {
      Subject at = Subject.ofModel(NetworkKind.UNTRAINED.model(Integer.toString(number)));
      long own = seed + number - 1;
      Artifact file = Artifact.file("twins/untrained-%d.onnx".formatted(number));
      long weights = graph.parameterCount();
      Stage stage =
          Stage.of(
                  at.text() + ": initial weights",
                  Key.of("initial weights", 1).with("first twin", hash).with("seed", own),
                  new Cost(
                      SECONDS_PER_WEIGHT * weights,
                      2 * Float.BYTES * weights,
                      Float.BYTES * weights))
              .leaving(file);
      tasks.add(
          SharedTask.required(
              stage,
              (sink, progress) -> {
                OnnxWriter.write(graphOf(own), sink.making(file));
                return new StageRows();
              }));
      sources.put(at, NetworkSource.trained(plan, stage, file, samples));
    }
  }

  private Graph graphOf(long seed) {
    return FreshWeights.of(graph, seed).graph();
  }

  /** A task a twin, which leaves it as a file. */
  public List<Task> tasks() {
    return Collections.unmodifiableList(tasks);
  }

  /** The twins on the samples. */
  public SortedMap<Subject, ActivationSource> sources() {
    return Collections.unmodifiableSortedMap(sources);
  }

  /** What the user should know about them. */
  public List<String> notes() {
    if (unclear.isEmpty()) {
      return List.of();
    }
    boolean many = unclear.size() > 3;
    return List.of(
        "in the untrained twins %d tensors are as trained, because it cannot be told whether they are weights or constants: %s%s"
            .formatted(
                unclear.size(),
                String.join(", ", many ? unclear.subList(0, 3) : unclear),
                many ? ", ..." : ""));
  }

  /** Frees the network that the plan was made with. */
  @Override
  public void close() {
    plan.close();
  }
}
