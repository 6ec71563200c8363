package dev.nervure.study.generalization;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Artifact;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.LabelMatch;
import dev.nervure.study.Stage;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A network of a zoo: what it was trained on, and how it is opened when its turn comes. */
public final class ZooNetwork {
  private final String name;
  private final LabelledSamples training;
  private final LabelledSamples data;
  private final String logits;
  private final long parameters;
  private final UnaryOperator<Key> key;
  private final Function<Function<Artifact, Path>, Model> opening;
  private final BiFunction<LabelledSamples, LayerOptions, ActivationSource> source;

  private ZooNetwork(
      String name,
      Model model,
      LabelledSamples training,
      LabelledSamples data,
      UnaryOperator<Key> key,
      Function<Function<Artifact, Path>, Model> opening,
      BiFunction<LabelledSamples, LayerOptions, ActivationSource> source) {
    AdaptedSamples.of(training, model); // refuses samples of another shape
    Layer scores = model.logits();
    String obstacle = LabelMatch.obstacle(training, outputs(scores));
    if (obstacle != null || !training.hasLabels()) {
      throw new BadDataException(
          obstacle == null ? "its training samples have no labels" : obstacle,
          training.description(),
          "Give the labels it was trained on beside it, as %s.train_labels.npy.".formatted(name));
    }
    this.name = name;
    this.training = training;
    this.data = data;
    this.logits = scores.name();
    this.parameters = model.graph().parameterCount();
    this.key = key;
    this.opening = opening;
    this.source = source;
  }

  private static int outputs(Layer scores) {
    int[] shape = scores.shape();
    return shape.length == 1 ? shape[0] : 0;
  }

  /**
   * A network in a file.
   *
   * @param training the samples it was trained on, with the labels it was trained on
   * @param data the same samples with the labels of the data
   * @param layers a pattern of layers that it must have; {@link GeneralizationOptions#LOGITS} for
   *     none
   * @throws BadDataException when the samples do not fit it
   * @throws IllegalArgumentException when the pattern matches nothing
   * @throws dev.nervure.network.BadModelException when the file is none that can be run
   */
  public static ZooNetwork inFile(
      String name, Path file, LabelledSamples training, LabelledSamples data, String layers) {
    try (Model model = Model.load(file)) {
      if (!layers.equals(GeneralizationOptions.LOGITS)) {
        model.select(layers);
      }
      String hash = GraphFingerprint.of(model.graph());
      return new ZooNetwork(
          name,
          model,
          training,
          data,
          key -> key.with("model", hash),
          files -> Model.load(file),
          (samples, options) -> NetworkSource.inFile(file, null, samples, options));
    }
  }

  /**
   * A network that a stage of the study trains.
   *
   * @param untrained the same network with any weights; stays open until the study is done
   * @param stage leaves the network
   * @param file among what it leaves
   */
  static ZooNetwork trained(
      String name,
      Model untrained,
      Stage stage,
      Artifact file,
      LabelledSamples training,
      LabelledSamples data) {
    return new ZooNetwork(
        name,
        untrained,
        training,
        data,
        key -> key.after(stage).with("file", file.path()),
        files -> Model.load(files.apply(file)),
        (samples, options) -> NetworkSource.trained(untrained, stage, file, samples));
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The samples it was trained on, with the labels it was trained on. */
  LabelledSamples training() {
    return training;
  }

  /** The same samples with the labels of the data. */
  LabelledSamples data() {
    return data;
  }

  /** The name of its layer of logits. */
  String logits() {
    return logits;
  }

  /** Number of its parameters. */
  long parameters() {
    return parameters;
  }

  /** Adds to a key what its answers depend on. */
  Key into(Key before) {
    return key.apply(before);
  }

  /**
   * Opens it.
   *
   * @param files where artifacts of earlier stages lie
   */
  Model open(Function<Artifact, Path> files) {
    return opening.apply(files);
  }

  /** Its activations for some of its training samples. */
  ActivationSource source(LabelledSamples samples, LayerOptions options) {
    return source.apply(samples, options);
  }
}
