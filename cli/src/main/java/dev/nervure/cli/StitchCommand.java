package dev.nervure.cli;

import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.symmetry.StitchOptions;
import dev.nervure.study.symmetry.StitchStudy;
import dev.nervure.study.symmetry.StitchesSection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure stitch}: which layers of one network can stand in for layers of another. */
@Command(
    name = "stitch",
    sortOptions = false,
    description = {
      "Asks whether two networks see the same: a simple map leads the features of a layer of the one to a layer of the other, which goes on from there.",
      "For each pair of layers: what the map leaves of the other's features on images that it was not found from, and how often the other network is then wrong; beside pairs that do not belong together and untrained networks."
    },
    footer = {
      "",
      "Examples:",
      "  nervure stitch lenet.onnx cnn.onnx --data mnist/",
      "  nervure stitch seed1.onnx seed2.onnx --data cifar10/ --layers 'type:Conv' --into-layers 'type:Conv' --pairs all --json",
      "  nervure stitch lenet.onnx lenet.onnx --data mnist/ --pairs all --rungs identity,shared_1x1,shared_3x3",
      "",
      "What the values are and how to read them: docs/stitch.md."
    })
final class StitchCommand implements Callable<Integer> {
  private static final StitchOptions USUAL = StitchOptions.defaults();

  /** For help and completion. */
  private static final class RungNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Rung.values())
          .filter(rung -> rung != Rung.SITE_PERMUTATION)
          .map(Rung::text)
          .iterator();
    }
  }

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "The network whose features are taken, an ONNX file; it takes images.")
  @SuppressWarnings("NullAway.Init")
  private Path fromFile;

  @Parameters(
      index = "1",
      paramLabel = "INTO",
      description = "The network that goes on from them, an ONNX file; it takes the same images.")
  @SuppressWarnings("NullAway.Init")
  private Path intoFile;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "Layers of FROM, of feature maps or of one row of values, as in 'nervure inspect'. Default: the outputs of convolutions and of products with a matrix, before what cuts them off, and the logits.")
  private @Nullable String layers;

  @Option(
      names = "--into-layers",
      paramLabel = "PATTERN",
      description = "Layers of INTO, likewise. Default: as for --layers.")
  private @Nullable String intoLayers;

  @Option(
      names = "--pairs",
      paramLabel = "WHICH",
      defaultValue = "nearest",
      description =
          "Which layers are stitched: nearest (each to the one of nearest relative depth that it can be led to) or all that can be. Default: nearest.")
  private StitchOptions.Pairs pairs = USUAL.pairs();

  @Option(
      names = "--rungs",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "identity,shared_1x1,task_oriented",
      completionCandidates = RungNames.class,
      description =
          "Maps: ${COMPLETION-CANDIDATES}; or all. Default: identity,shared_1x1,task_oriented.")
  private List<String> rungs = USUAL.settings().rungs().stream().map(Rung::text).toList();

  @Option(
      names = "--fit",
      paramLabel = "N",
      description = "Images from which maps are found, 2 or more. Default: 300.")
  private int fit = USUAL.settings().fit();

  @Option(
      names = "--held",
      paramLabel = "N",
      description = "Other images on which they are tested, 2 or more. Default: 300.")
  private int held = USUAL.settings().held();

  @Option(
      names = "--twins",
      paramLabel = "N",
      description =
          "Networks of the graph of FROM with random weights, stitched beside it; 0 for none. Default: 2.")
  private int twins = USUAL.twins();

  @Option(
      names = "--task-steps",
      paramLabel = "N",
      description = "Steps of training of the rung task_oriented. Default: 200.")
  private int taskSteps = USUAL.settings().taskSteps();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Bootstrap draws of images for intervals, 100 or more. Default: 1000.")
  private int resamples = USUAL.settings().resamples();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  StitchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    samples.requireData();
    StitchOptions options = options();
    try (Model from = evaluation.load(fromFile);
        Model into = evaluation.load(intoFile);
        StitchStudy study =
            StitchStudy.of(
                new StitchStudy.Network(from, fromFile),
                new StitchStudy.Network(into, intoFile),
                samples.open(session, output),
                options)) {
      run.answer(
              session, output, results, study, RunOptions.usual(fromFile, "-stitched"), this::print)
          .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    }
    return ExitCode.OK.number();
  }

  private StitchOptions options() {
    SymmetrySettings settings =
        USUAL
            .settings()
            .withRungs(
                rungs.contains("all")
                    ? Arrays.stream(Rung.values())
                        .filter(rung -> rung != Rung.SITE_PERMUTATION)
                        .toList()
                    : rungs.stream().map(name -> Rung.named(name.strip())).toList())
            .withImages(fit, held)
            .withBatch(evaluation.batchSize())
            .withTaskSteps(taskSteps)
            .withResamples(resamples)
            .withSeed(samples.seed());
    return USUAL
        .withLayers(layers, intoLayers)
        .withPairs(pairs)
        .withTwins(twins)
        .withSettings(settings)
        .withThreads(run.threads());
  }

  private void print(RunDirectory asked) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(asked, new StitchesSection())));
      return;
    }
    StitchTable.lines(asked.results()).forEach(session::print);
    session.print("run: " + asked.folder());
  }
}
