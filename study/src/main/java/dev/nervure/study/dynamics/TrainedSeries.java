package dev.nervure.study.dynamics;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.run.Manifest;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Subject;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.learned.UntrainedTwins;
import dev.nervure.study.training.TrainingTask;
import dev.nervure.study.training.TrainingTask.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Networks that the study trains: seed by seed, each also on shuffled labels where that is asked.
 * The network of seed s is the one that {@code nervure train --seed s} gives of the same samples.
 */
public final class TrainedSeries implements NetworkSeries {
  private final TrainingOptions recipe;
  private final LabelledSamples training;
  private final int testSamples;
  private final LabelledSamples measured;
  private final DynamicsOptions options;
  private final SortedSet<Integer> epochs;
  private final Graph first;
  private final Model plan;
  private final @Nullable UntrainedTwins twins;
  private final List<Task> trainings = new ArrayList<>();
  private final SortedMap<Subject, ActivationSource> sources = new TreeMap<>();

  /**
   * Trainings, yet to be done.
   *
   * @param networks the network with its initial weights, by seed
   * @param recipe with the first seed; those of the others follow
   * @param training samples to train on, labelled
   * @param test samples on which accuracy is measured after every epoch; null for none
   * @param measured samples on which the layers are measured
   */
  public TrainedSeries(
      LongFunction<Graph> networks,
      TrainingOptions recipe,
      LabelledSamples training,
      @Nullable LabelledSamples test,
      LabelledSamples measured,
      DynamicsOptions options) {
    if (!training.hasLabels()) {
      throw new BadDataException(
          "has no classes: training is followed for networks that classify",
          training.description(),
          "Give labels, or train with 'nervure train' and give the snapshots with --models.");
    }
    this.recipe = recipe;
    this.training = training;
    this.testSamples = test == null ? 0 : test.size();
    this.measured = measured;
    this.options = options;
    this.epochs = options.epochs().of(IntStream.rangeClosed(0, recipe.epochs()).boxed().toList());
    this.first = networks.apply(recipe.seed());
    this.plan = Model.of(first, Precision.FLOAT32);
    try {
      for (int repeat = 0; repeat < options.repeats(); repeat++) {
        long seed = recipe.seed() + repeat;
        Graph untrained = networks.apply(seed);
        add(untrained, seed, Labels.TRUE, test);
        if (options.shuffled()) {
          add(untrained, seed, Labels.SHUFFLED, test);
        }
      }
      // Behind the seeds of the trainings, however many there come to be.
      this.twins =
          options.twins() == 0
              ? null
              : new UntrainedTwins(
                  first, Precision.FLOAT32, measured, options.twins(), recipe.seed() + (1L << 32));
    } catch (RuntimeException e) {
      plan.close();
      throw e;
    }
  }

  private void add(Graph untrained, long seed, Labels labels, @Nullable LabelledSamples test) {
    String name = "seed %02d".formatted(seed); // models are in the order of their names
    boolean shuffled = labels == Labels.SHUFFLED;
    String model = shuffled ? NetworkKind.SHUFFLED.model(name) : name;
    TrainingTask task =
        new TrainingTask(untrained, recipe.withSeed(seed), training, test, model, labels);
    trainings.add(task);
    for (int epoch : epochs) {
      if (epoch > 0 || !shuffled) { // before training the labels have not been seen
        sources.put(
            Subject.ofModel(model).withEpoch(epoch),
            NetworkSource.trained(plan, task.stage(), task.snapshot(epoch), measured));
      }
    }
  }

  @Override
  public List<Task> trainings() {
    return Collections.unmodifiableList(trainings);
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
    return options.onTrainingSamples();
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    inputs.put(
        "model",
        new Manifest.Input(
            first.name(),
            "%d parameters, trained in this run".formatted(first.parameterCount()),
            GraphFingerprint.of(first)));
    inputs.put(
        "training",
        new Manifest.Input(
            training.description(), training.size() + " samples", training.contentHash()));
    inputs.put(
        "data",
        new Manifest.Input(measured.description(), measured.description(), measured.contentHash()));
    return inputs;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(options.parameters());
    parameters.put("trainingSamples", training.size());
    parameters.put("testSamples", testSamples);
    parameters.put("epochs", recipe.epochs());
    parameters.put("recipe", recipe.toString());
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return Map.of("first training", recipe.seed());
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    SortedSet<Integer> trained = new TreeSet<>();
    IntStream.rangeClosed(0, recipe.epochs()).forEach(trained::add);
    List<Integer> missing = options.epochs().missing(trained);
    if (!missing.isEmpty()) {
      notes.add("epochs %s come after the last, %d".formatted(missing, recipe.epochs()));
    }
    if (options.repeats() == 1) {
      notes.add(
          "one training: its intervals are about the choice of samples, and how much a training of another seed would differ is not measured (--repeats 3)");
    }
    return notes;
  }

  @Override
  public void close() {
    plan.close();
    if (twins != null) {
      twins.close();
    }
  }
}
