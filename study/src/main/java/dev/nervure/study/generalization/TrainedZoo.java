package dev.nervure.study.generalization;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.train.LabelNoise;
import dev.nervure.progress.Cost;
import dev.nervure.run.AtomicFile;
import dev.nervure.run.StageRows;
import dev.nervure.run.Tables;
import dev.nervure.run.TrainedNetwork;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.Phase;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A zoo that a study trains itself, each network a stage, and leaves as files: the networks, the
 * labels that each was trained on, and a table of recipes and results as {@link ZooFolder} reads
 * them.
 */
public final class TrainedZoo implements AutoCloseable {
  /** Rows of the database and the table of the zoo, per network. */
  private static final long ROW_BYTES = 4096;

  private final LabelledSamples data;
  private final ZooTraining training;
  private final int recipes;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<ZooNetwork> networks = new ArrayList<>();
  private final List<Model> untrained = new ArrayList<>();

  /**
   * A zoo that is yet to be trained.
   *
   * @param data labelled samples; a network is trained on the first of them
   * @param test labelled samples on which all networks are tested once, after training
   * @param epochs most passes through the training samples, at least 1
   * @param stopAt training accuracy at which training ends, in (0, 1]; measured without dropout,
   *     against the labels that are trained on
   */
  public TrainedZoo(
      List<ZooRecipe> recipes,
      LabelledSamples data,
      LabelledSamples test,
      int epochs,
      double stopAt) {
    this.data = data;
    this.recipes = recipes.size();
    this.training = new ZooTraining(test, epochs, stopAt);
    for (ZooRecipe recipe : recipes) {
      add(recipe);
    }
  }

  private void add(ZooRecipe recipe) {
    int[] first = new int[Math.min(data.size(), recipe.samples())];
    Arrays.setAll(first, i -> i);
    LabelledSamples given = data.select(first);
    LabelNoise noise =
        LabelNoise.of(
            given.labels(),
            given.classNames().size(),
            recipe.labelNoise(),
            RandomStream.seeded(recipe.seed()).derive("label noise"));
    LabelledSamples learned = given.relabelled(noise.labels());
    Artifact network = Artifact.file("networks/" + recipe.name() + ".onnx");
    Artifact labels = Artifact.array("networks/" + recipe.name() + ".train_labels.npy", 1);
    Stage stage =
        Stage.of(
                "training " + recipe.name(),
                training
                    .into(Key.of("zoo training", 1))
                    .with("recipe", recipe)
                    .with("training", learned.contentHash()),
                training.cost(recipe, learned))
            .leaving(network)
            .leaving(labels);
    stages.add(stage);
    tasks.add(
        SharedTask.required(
            stage,
            (sink, progress) ->
                new StageRows()
                    .add(
                        training.train(
                            recipe,
                            learned,
                            sink.making(network),
                            sink.making(labels),
                            progress))));
    Model before = Model.of(ZooTraining.untrained(recipe, learned), Precision.FLOAT32);
    untrained.add(before);
    networks.add(ZooNetwork.trained(recipe.name(), before, stage, network, learned, given));
  }

  /** The samples that networks are trained on, with their own labels. */
  LabelledSamples data() {
    return data;
  }

  /** The networks. */
  List<ZooNetwork> networks() {
    return networks;
  }

  /** A stage a network, in their order. */
  List<Stage> stages() {
    return stages;
  }

  /** What is chosen, for the manifest. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("trainedNetworks", recipes);
    parameters.putAll(training.parameters());
    return parameters;
  }

  /** Training, and the table of all. */
  List<Phase> phases() {
    Artifact file = Artifact.file("networks/zoo.csv");
    Stage table =
        Stage.of(
                "table of the zoo",
                Key.of("table of the zoo", 1).after(stages),
                new Cost(0, 0, ROW_BYTES * recipes))
            .leaving(file);
    return List.of(
        Phase.of("training networks", tasks),
        Phase.of(
            "table of the zoo",
            List.of(
                SharedTask.required(
                    table,
                    (sink, progress) -> {
                      AtomicFile.write(
                          sink.making(file),
                          csv(sink.results().rows(Tables.TRAINED_NETWORKS))
                              .getBytes(StandardCharsets.UTF_8));
                      return new StageRows();
                    }))));
  }

  private static String csv(List<TrainedNetwork> networks) {
    return Stream.concat(
            Stream.of(
                "model,architecture,width,depth,learning_rate,weight_decay,dropout,label_noise,n_train,batch,seed,epochs,stopped_at_accuracy,train_acc,train_loss,test_acc,test_loss,gap_acc,gap_loss"),
            networks.stream()
                .map(
                    one ->
                        Stream.of(
                                one.model(),
                                one.architecture(),
                                one.width(),
                                one.depth(),
                                one.learningRate(),
                                one.weightDecay(),
                                one.dropout(),
                                one.labelNoise(),
                                one.trainingSamples(),
                                one.batchSize(),
                                one.seed(),
                                one.epochs(),
                                one.stoppedAtAccuracy(),
                                one.trainAcc(),
                                one.trainLoss(),
                                one.testAcc(),
                                one.testLoss(),
                                one.gapAcc(),
                                one.gapLoss())
                            .map(Object::toString)
                            .collect(Collectors.joining(","))))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Frees the networks that the plan was made with. */
  @Override
  public void close() {
    untrained.forEach(Model::close);
  }
}
