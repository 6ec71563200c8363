package dev.nervure.cli;

import dev.nervure.network.Pooling;
import dev.nervure.report.check.JunitReport;
import dev.nervure.report.check.MarkdownSummary;
import dev.nervure.report.check.ShiftSentence;
import dev.nervure.run.AtomicFile;
import dev.nervure.run.PlainJson;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.compare.CompareOptions;
import dev.nervure.study.compare.CompareStudy;
import dev.nervure.study.compare.ComparedFiles;
import dev.nervure.study.compare.ComparedNetworks;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.LayerSimilarities;
import dev.nervure.study.compare.ShiftCheck;
import dev.nervure.study.layers.ActivationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nervure check}: fails where a network has moved from its baseline. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Checks that a network represents samples as its baseline does: for continuous integration.",
      "The same layers of both are compared; 0 is no shift. A layer fails where the whole 95 %% interval of its shift is above --max-shift and above the largest shift between --seeds, or where it was not measured. The input is left out unless --layers is given.",
      "Ends with 0 where all layers pass and with 6 where one fails."
    },
    footer = {
      "",
      "Examples:",
      "  nervure check runs/new --baseline runs/released --max-shift 0.05",
      "  nervure check new.onnx --baseline released.onnx --data validation/ --junit check.xml --summary check.md",
      "  nervure check new.onnx --baseline released.onnx --seeds seed1.onnx,seed2.onnx,seed3.onnx --data validation/",
      "",
      "How to use it in continuous integration: docs/check.md."
    })
final class CheckCommand implements Callable<Integer> {
  private static final double MAX_SHIFT = 0.1;

  /** The cheapest that needs no labels; a check asks for shifts, the study also for a measure. */
  private static final String USUAL_MEASURES = "twonn_dimension";

  private final Session session;

  @Parameters(
      paramLabel = "NETWORK",
      description =
          "What is checked: an ONNX file, a run that has left activations, or a folder of .npy files, one a layer. RUN:epoch=3 and RUN:model=NAME choose among several.")
  @SuppressWarnings("NullAway.Init")
  private String network;

  @Option(
      names = "--baseline",
      required = true,
      paramLabel = "NETWORK",
      description = "What it is checked against, on the same samples in the same order.")
  @SuppressWarnings("NullAway.Init")
  private String baseline;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "Networks of the recipe of the baseline from other seeds, two at least, with commas: a shift that is no larger than the largest between two of them passes. Default: none.")
  private @Nullable List<String> seeds;

  @Option(
      names = "--max-shift",
      paramLabel = "X",
      description =
          "The largest shift that passes, in units of --similarity: a distance itself, of a similarity what it lacks to its largest value. Default: 0.1; with --seeds 0; none for distances without a largest value, where it has to be given.")
  private @Nullable Double maxShift;

  @Option(
      names = "--similarity",
      paramLabel = "NAME",
      description =
          "One measure of those of compare. Default: ${DEFAULT-VALUE}, which other samples of the same kind do not bias.")
  private String similarity = "debiased_cka";

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description =
          "Blocks of the samples, each left out once, behind the intervals; 0 for none. Default: 10.")
  private int blocks = CompareOptions.defaults().blocks();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the outcome as JUnit XML, a test case a layer; replaces the file.")
  private @Nullable Path junit;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the outcome as Markdown; replaces the file.")
  private @Nullable Path summary;

  @Mixin
  private final MeasureOptions measuring = new MeasureOptions(CompareOptions.DEFAULT_SAMPLES);

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values of the layer; default), global_average over positions, spatial (one point per position), channel_maps. Of runs as they have it.")
  private Pooling pooling = Pooling.FLATTEN;

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

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    requireOneMeasure();
    double allowed = allowed();
    ShiftCheck.require(similarity, allowed);
    requireFolder("--junit", junit);
    requireFolder("--summary", summary);
    CompareOptions options =
        CompareOptions.defaults()
            .withLayers(
                measuring
                    .options(USUAL_MEASURES)
                    .withPooling(pooling)
                    .withSeed(samples.seed())
                    .withThreads(run.threads()))
            .withSimilarities(LayerSimilarities.chosen(similarity))
            .withBlocks(blocks)
            .withChance(0);
    ComparedFiles files = ComparedSamples.files(samples, session, output, options.layers());
    ComparedFiles.Opened opened =
        files.open(List.of(network, baseline), seeds == null ? List.of() : seeds);
    Map<Subject, ActivationSource> both = opened.asked();
    if (both.size() != 2) {
      throw new WrongUsageException(
          "a check compares one network with one baseline, but there are %d: %s; choose with RUN:epoch=N or RUN:model=NAME"
              .formatted(
                  both.size(),
                  String.join("; ", both.keySet().stream().map(Subject::text).toList())));
    }
    if (seeds != null && opened.seeds().size() < 2) {
      throw new WrongUsageException(
          "--seeds needs two networks at least: the shift between them is the noise");
    }
    ShiftCheck[] outcome = new ShiftCheck[1];
    run.answer(
        session,
        output,
        results,
        new CompareStudy(new ComparedNetworks(both, opened.seeds(), false), options),
        RunOptions.usual(Path.of(network.replaceFirst(":(epoch|model)=.*$", "")), "-checked"),
        compared -> {
          outcome[0] =
              ShiftCheck.of(
                  Comparison.of(compared.manifest(), compared.results()),
                  similarity,
                  allowed,
                  measuring.namesLayers());
          print(outcome[0], compared);
        });
    return outcome[0] == null || outcome[0].passes()
        ? ExitCode.OK.number()
        : ExitCode.MOVED.number();
  }

  private void requireOneMeasure() {
    if (similarity.contains(",")) {
      throw new WrongUsageException(
          "--similarity takes one measure but was %s; compare takes several".formatted(similarity));
    }
    KnownNames.require("--similarity", similarity, LayerSimilarities.names());
  }

  private double allowed() {
    if (maxShift == null && seeds == null && Double.isInfinite(ShiftCheck.range(similarity))) {
      throw new WrongUsageException(
          "shifts by %s have no largest value, so that no --max-shift is usual: give one, such as the largest shift of releases that were good, or --seeds"
              .formatted(similarity));
    }
    return maxShift != null ? maxShift : seeds == null ? MAX_SHIFT : 0;
  }

  private static void requireFolder(String option, @Nullable Path file) {
    if (file != null) {
      OutputFile.requireFolder(option, file);
    }
  }

  private void print(ShiftCheck check, RunDirectory compared) {
    write(junit, JunitReport.of(check));
    write(summary, MarkdownSummary.of(check, network, baseline).getBytes(StandardCharsets.UTF_8));
    if (output.json) {
      session.print(PlainJson.indented(json(check, compared)));
      return;
    }
    TextTable table = new TextTable(3);
    int decimals = ShiftSentence.decimals(check);
    for (LayerShift layer : check.layers()) {
      table.add(
          List.of(
              layer.layer(),
              ShiftSentence.word(layer.verdict()),
              ShiftSentence.of(layer, decimals)));
    }
    table.lines().forEach(session::print);
    session.print("");
    session.print(ShiftSentence.of(check));
    session.print("run: " + compared.folder());
  }

  private static void write(@Nullable Path file, byte[] bytes) {
    if (file == null) {
      return;
    }
    try {
      AtomicFile.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> json(ShiftCheck check, RunDirectory compared) {
    List<Object> layers = new ArrayList<>();
    for (LayerShift layer : check.layers()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("layer", layer.layer());
      one.put("verdict", ShiftSentence.word(layer.verdict()));
      one.put("shift", layer.shift());
      one.put("low", layer.low());
      one.put("high", layer.high());
      one.put("allowed", layer.allowed());
      one.put("seedShift", layer.seedShift());
      one.put("notEstimable", layer.why());
      layers.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("passed", check.passes());
    all.put("similarity", check.measure());
    all.put("maxShift", check.maxShift());
    all.put("layers", layers);
    all.put("run", compared.folder().toString());
    return all;
  }
}
