package dev.nervure.study.demo;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Progress;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Phase;
import dev.nervure.study.Study;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.profile.ProfileStudy;
import dev.nervure.study.training.TrainingTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws glyphs, trains a small convolutional network on them, keeps the network after every epoch,
 * and profiles the last one on glyphs it has not seen. Everything lies in one run directory.
 */
public final class DemoStudy implements Study, AutoCloseable {
  private static final String ARCHITECTURE = "cnn";

  /**
   * The same network on every machine: training gives the same bits for one number of threads only.
   * For a network of this size a second thread gains little, and loses much where other programs
   * run.
   */
  private static final int TRAINING_THREADS = 1;

  private final DemoOptions options;
  private final TrainingTask training;
  private final Model untrained;
  private final ProfileStudy profile;

  /**
   * Draws the glyphs.
   *
   * @throws dev.nervure.progress.CancelledException when cancelled
   */
  public DemoStudy(DemoOptions options, Progress progress) {
    this.options = options;
    LabelledSamples test = glyphs(options.testSamples(), options.seed() + 1, progress);
    LabelledSamples known = glyphs(options.trainingSamples(), options.seed(), progress);
    this.training =
        new TrainingTask(
            graph(known, options.seed()),
            TrainingOptions.defaults()
                .withEpochs(options.epochs())
                .withSeed(options.seed())
                .withThreads(TRAINING_THREADS),
            known,
            test);
    this.untrained = Model.of(training.untrained(), Precision.FLOAT32);
    this.profile =
        new ProfileStudy(
            NetworkSource.trained(
                untrained, training.stage(), training.snapshot(options.epochs()), test),
            options.profile());
  }

  private static Graph graph(LabelledSamples samples, long seed) {
    Architecture architecture = Architectures.named(ARCHITECTURE);
    List<Integer> shape = Arrays.stream(samples.sampleShape()).boxed().toList();
    return architecture.graph(architecture.defaults(shape, samples.classNames().size()), seed);
  }

  private static LabelledSamples glyphs(int samples, long seed, Progress progress) {
    GlyphOptions glyphs = GlyphOptions.DEFAULT.withSamples(samples).withSeed(seed);
    return GlyphSet.generate(glyphs, progress).samples();
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return profile.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return profile.engine();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(profile.parameters());
    parameters.put("measuredOn", "test samples");
    return parameters;
  }

  @Override
  public Map<String, Long> seeds() {
    return profile.seeds();
  }

  @Override
  public int threads() {
    return options.threads();
  }

  @Override
  public List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    phases.add(Phase.inOrder("training", List.of(training)));
    phases.addAll(profile.phases());
    return phases;
  }

  @Override
  public Summary summary(Results results) {
    return profile.summary(results);
  }

  @Override
  public String lessWork() {
    return "fewer --training-samples or --test-samples";
  }

  /** Frees the network that the plan was made with. */
  @Override
  public void close() {
    untrained.close();
  }
}
