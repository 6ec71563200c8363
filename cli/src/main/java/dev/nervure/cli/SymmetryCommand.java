package dev.nervure.cli;

import dev.nervure.equivariance.ImageWarp;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.image.Boundary;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyJson;
import dev.nervure.study.symmetry.SymmetriesSection;
import dev.nervure.study.symmetry.SymmetryOptions;
import dev.nervure.study.symmetry.SymmetryStudy;
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

/** {@code nervure symmetry}: which symmetries a network has learned, layer by layer. */
@Command(
    name = "symmetry",
    sortOptions = false,
    description = {
      "Asks each layer of a network how it follows turns, flips, shifts and other transformations of its images.",
      "A ladder of maps from the features of an image to those of the transformed one: none, sites that move, channels that mix at each site, filters of 3 x 3 sites. What each leaves of images that it was not found from, and how often the network is wrong when it leads features back; beside pairs that do not belong together and untrained networks."
    },
    footer = {
      "",
      "Examples:",
      "  nervure symmetry lenet.onnx --data mnist/ --transforms rotate90,flip_horizontal",
      "  nervure symmetry lenet.onnx --data mnist/ --transforms rotate:45,shift:4,0,scale:0.71 --layers 'type:Conv' --json",
      "  nervure symmetry net.onnx --data cifar10/ --transforms flip_horizontal --label-preserving flip_horizontal --rungs all",
      "  nervure symmetry alexnet.onnx --data images/ --size 224x224 --fit 100 --held 100 --rungs identity,site_permutation,shared_1x1"
    })
final class SymmetryCommand implements Callable<Integer> {
  private static final SymmetrySettings USUAL = SymmetrySettings.defaults();

  /** For help and completion. */
  private static final class RungNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Rung.values()).map(Rung::text).iterator();
    }
  }

  /** For help and completion. */
  private static final class Forms implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ImageWarp.FORMS.iterator();
    }
  }

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file; it takes images.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Option(
      names = "--transforms",
      paramLabel = "LIST",
      defaultValue = "rotate90,flip_horizontal,flip_vertical",
      completionCandidates = Forms.class,
      description =
          "Transformations of the images, with commas: ${COMPLETION-CANDIDATES}. Turns are anticlockwise in degrees, shifts down and right in pixels. Default: ${DEFAULT-VALUE}.")
  private String transforms = "rotate90,flip_horizontal,flip_vertical";

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "Layers of feature maps, or of one row of values, as in 'nervure inspect'. Default: the outputs of convolutions, before what cuts them off, and the logits.")
  private @Nullable String layers;

  @Option(
      names = "--rungs",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "identity,site_permutation,shared_1x1,shared_3x3",
      completionCandidates = RungNames.class,
      description =
          "Rungs of the ladder: ${COMPLETION-CANDIDATES}; or all. Default: the first four.")
  private List<String> rungs = USUAL.rungs().stream().map(Rung::text).toList();

  @Option(
      names = "--label-preserving",
      paramLabel = "LIST",
      defaultValue = "",
      description =
          "Transformations after which every image is to have the label that it had, with commas, or all. One that turns a class that is there into another, as a 6 by 180 degrees into a 9, is refused without it; for other turns and flips it is noted what their errors mean. Default: none.")
  private String labelPreserving = "";

  @Option(
      names = "--boundary",
      paramLabel = "WHAT",
      defaultValue = "zero",
      description =
          "What comes in at the edge of a moved image: zero (as it enters the network) or reflect. Default: zero.")
  private Boundary boundary = USUAL.boundary();

  @Option(
      names = "--fit",
      paramLabel = "N",
      description = "Images from which maps are found, 2 or more. Default: 300.")
  private int fit = USUAL.fit();

  @Option(
      names = "--held",
      paramLabel = "N",
      description = "Other images on which they are tested, 2 or more. Default: 300.")
  private int held = USUAL.held();

  @Option(
      names = "--twins",
      paramLabel = "N",
      description =
          "Networks of the same graph with random weights beside it; 0 for none. Default: 2.")
  private int twins = SymmetryOptions.of(List.of(ImageWarp.parse("rotate90"))).twins();

  @Option(
      names = "--task-steps",
      paramLabel = "N",
      description = "Steps of training of the rung task_oriented. Default: 200.")
  private int taskSteps = USUAL.taskSteps();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Bootstrap draws of images for intervals, 100 or more. Default: 1000.")
  private int resamples = USUAL.resamples();

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

  SymmetryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    samples.requireData();
    SymmetryOptions options = options();
    try (Model model = evaluation.load(modelFile);
        SymmetryStudy study =
            SymmetryStudy.of(model, modelFile, samples.open(session, output), options)) {
      run.answer(
              session,
              output,
              results,
              study,
              RunOptions.usual(modelFile, "-symmetry"),
              this::print)
          .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    }
    return ExitCode.OK.number();
  }

  private SymmetryOptions options() {
    List<ImageWarp> asked = ImageWarp.parseList(transforms);
    SymmetrySettings settings =
        USUAL
            .withRungs(
                rungs.contains("all")
                    ? List.of(Rung.values())
                    : rungs.stream().map(name -> Rung.named(name.strip())).toList())
            .withBoundary(boundary)
            .withImages(fit, held)
            .withBatch(evaluation.batchSize())
            .withTaskSteps(taskSteps)
            .withResamples(resamples)
            .withSeed(samples.seed());
    return SymmetryOptions.of(asked)
        .withLayers(layers)
        .withLabelPreserving(preserving(asked))
        .withTwins(twins)
        .withSettings(settings)
        .withThreads(run.threads());
  }

  private List<String> preserving(List<ImageWarp> asked) {
    if (labelPreserving.isBlank()) {
      return List.of();
    }
    List<ImageWarp> named =
        labelPreserving.strip().equals("all") ? asked : ImageWarp.parseList(labelPreserving);
    return named.stream().map(ImageWarp::name).toList();
  }

  private void print(RunDirectory asked) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(asked, new SymmetriesSection())));
      return;
    }
    SymmetryTable.lines(asked.results()).forEach(session::print);
    session.print("run: " + asked.folder());
  }
}
