package dev.nervure.study.fiber;

import dev.nervure.data.LabelledSamples;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.ClassResult;
import dev.nervure.run.FiberResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StageRows;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.fiber.PlannedStage.Question;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.WalkFolder;
import dev.nervure.study.fiber.walk.WalkOutcome;
import dev.nervure.study.fiber.walk.WalkSource;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of a study, one input a thread. A stage that fails is recorded with the reason
 * and the others go on; lack of memory or disk and cancellation end the run.
 */
final class InputRunner {
  private static final double NANOS = 1e9;

  /** A lift takes some tens of steps; one that has not arrived by now creeps along the box. */
  private static final int MOST_LIFT_STEPS = 2000;

  private static final Pattern STAGE =
      Pattern.compile("input (\\d+)/(walk|farthest|directed|boundary)");
  private static final String UNFINISHED = ".part";

  private final FiberStudy study;
  private final RunDirectory run;

  InputRunner(FiberStudy study, RunDirectory run) {
    this.study = study;
    this.run = run;
  }

  static String stageName(int originalIndex, Question question) {
    return "input %06d/%s".formatted(originalIndex, question.text());
  }

  /** A stage of a walk counts as done only while its files are there. */
  static boolean isDone(RunDirectory run, String name, String hash) {
    Path walk = walkFolder(run, name);
    return run.isDone(name, hash) && (walk == null || WalkFolder.isAt(walk));
  }

  /** Where the files of a walk are; null for stages that are no walks. */
  private static @Nullable Path walkFolder(RunDirectory run, String stage) {
    Matcher walk = STAGE.matcher(stage);
    return walk.matches() ? run.walksFolder().resolve(walk.group(1) + "-" + walk.group(2)) : null;
  }

  /** Removes the files of walks that are not in the plan, and what a killed run has left. */
  void removeOtherWalks(List<PlannedStage> stages) {
    Set<Path> wanted = new HashSet<>();
    for (PlannedStage stage : stages) {
      Path folder = walkFolder(run, stage.stage().name());
      if (folder != null) {
        wanted.add(folder);
      }
    }
    if (!Files.isDirectory(run.walksFolder())) {
      return;
    }
    try (Stream<Path> folders = Files.list(run.walksFolder())) {
      for (Path folder : folders.filter(one -> !wanted.contains(one)).toList()) {
        delete(folder);
      }
    } catch (IOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = new ArrayList<>(files.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
  }

  /** Computes and completes the stages. */
  void run(List<PlannedStage> pending, Progress progress) {
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    PlannedStage statistics = null;
    try (Progress.Task task = progress.begin("inputs", pending.size())) {
      int row = -1;
      List<PlannedStage> ofInput = new ArrayList<>();
      for (PlannedStage stage : pending) {
        if (stage.question() == Question.SAMPLES) {
          complete(stage, samples(progress), System.nanoTime());
          task.advance(1);
        } else if (stage.question() == Question.STATISTICS) {
          statistics = stage;
        } else {
          if (stage.row() != row) {
            row = stage.row();
            List<PlannedStage> stages = new ArrayList<>();
            ofInput = stages;
            pieces.add(stoppable -> ask(stages, stoppable, task));
          }
          ofInput.add(stage);
        }
      }
      ParallelWork.run(study.options().threads(), pieces, progress);
      if (statistics != null) {
        complete(statistics, new FiberStatistics(study, run.results()).rows(), System.nanoTime());
        task.advance(1);
      }
    }
  }

  private void complete(PlannedStage stage, StageRows rows, long start) {
    run.complete(
        stage.stage().name(), stage.stage().hash(), (System.nanoTime() - start) / NANOS, rows);
  }

  private void ask(List<PlannedStage> stages, Progress progress, Progress.Task task) {
    for (PlannedStage stage : stages) {
      progress.checkCancelled();
      long start = System.nanoTime();
      try {
        StageRows rows =
            stage.question() == Question.SPECTRA
                ? spectra(stage.row(), progress)
                : walk(stage, progress);
        complete(stage, rows, start);
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (IOException e) {
        throw RunDirectory.cannotWrite(run.folder(), e);
      } catch (RuntimeException e) {
        run.fail(
            stage.stage().name(),
            (System.nanoTime() - start) / NANOS,
            failed(stage, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
      }
      task.advance(1);
    }
  }

  private StageRows failed(PlannedStage stage, String why) {
    int index = study.samples().originalIndex(stage.row());
    StageRows rows = new StageRows();
    if (stage.question() == Question.SPECTRA) {
      for (int layer : study.layers().keySet()) {
        rows.add(new SpectrumResult(index, layer, null, null, List.of(), "failed: " + why));
      }
      return rows;
    }
    return rows.add(new FiberResult(index, stage.question().text(), null, null, why));
  }

  private StageRows samples(Progress progress) {
    LabelledSamples samples = study.samples();
    Model model = study.model();
    StageRows rows = new StageRows();
    for (Map.Entry<Integer, Layer> entry : study.layers().entrySet()) {
      Layer layer = entry.getValue();
      rows.add(
          new LayerResult(
              entry.getKey(),
              layer.name(),
              layer.operator(),
              layer.scope(),
              layer.relativeDepth(),
              Math.toIntExact(layer.size()),
              Arrays.stream(layer.shape()).boxed().toList(),
              "flatten"));
    }
    for (int index = 0; index < samples.classNames().size(); index++) {
      rows.add(new ClassResult(index, samples.classNames().get(index)));
    }
    NetworkMap logits = NetworkMap.toLogits(model);
    for (int row = 0; row < samples.size(); row++) {
      progress.checkCancelled();
      Integer predicted =
          study.hasClasses() ? Ranking.largest(logits.value(study.input(row))) : null;
      rows.add(
          new SampleResult(
              row,
              samples.originalIndex(row),
              samples.hasLabels() ? samples.label(row) : null,
              predicted));
    }
    return rows;
  }

  private StageRows spectra(int row, Progress progress) {
    double[] input = study.input(row);
    StageRows rows = new StageRows();
    for (Map.Entry<Integer, Layer> layer : study.layers().entrySet()) {
      progress.checkCancelled();
      LayerSpectrum found =
          LayerSpectrum.decomposed(
              study.model(), layer.getValue(), input, study.options().rankTolerance());
      PullbackSpectrum spectrum = found.spectrum();
      rows.add(
          new SpectrumResult(
              study.samples().originalIndex(row),
              layer.getKey(),
              spectrum == null ? null : spectrum.rank(),
              spectrum == null ? null : spectrum.nullDimension(),
              spectrum == null
                  ? List.of()
                  : Arrays.stream(spectrum.singularValues()).boxed().toList(),
              found.notEstimable() == null ? null : why(layer.getValue(), found.notEstimable())));
    }
    return rows;
  }

  /** With the bound that the sizes give where the Jacobian was too large to be decomposed. */
  private String why(Layer layer, String notEstimable) {
    long left = study.model().input().size() - layer.size();
    return LayerSpectrum.isTooLarge(layer, study.model()) && left > 0
        ? notEstimable + "; the null dimension is at least " + left
        : notEstimable;
  }

  private StageRows walk(PlannedStage stage, Progress progress) throws IOException {
    LabelledSamples samples = study.samples();
    int index = samples.originalIndex(stage.row());
    double[] input = study.input(stage.row());
    Model model = study.model();
    boolean boundary = stage.question() == Question.BOUNDARY;
    FiberMode mode =
        boundary
            ? FiberMode.CROSS
            : FiberMode.valueOf(stage.question().text().toUpperCase(Locale.ROOT));
    WalkRequest options =
        study.options().walk().withMode(mode).withSeed(seed(study.options().walk().seed(), index));
    if (boundary) {
      options =
          options.withMethod(WalkMethod.CORRECTOR, options.step()).withMostSteps(MOST_LIFT_STEPS);
    }
    HeldOutput held = HeldOutput.of(model, boundary ? "logits" : study.options().hold(), input);
    Integer shownTarget = null;
    WalkTarget target = WalkTarget.NONE;
    if (boundary) {
      double[] logits = NetworkMap.toLogits(model).value(input);
      int runnerUp = Ranking.runnerUp(logits);
      target = WalkTarget.ofOutput(runnerUp);
      shownTarget = runnerUp;
    } else if (mode == FiberMode.DIRECTED) {
      int other = study.targetOf(stage.row());
      target = WalkTarget.ofInput(study.input(other));
      shownTarget = samples.originalIndex(other);
    }
    Path folder = walkFolder(run, stage.stage().name());
    if (folder == null) {
      throw new IllegalStateException(stage.stage().name() + " is no walk");
    }
    Path unfinished = folder.resolveSibling(folder.getFileName() + UNFINISHED);
    delete(unfinished);
    WalkSource source =
        new WalkSource(
            study.modelName(), samples.description(), index, label(samples, stage.row()));
    WalkOutcome outcome =
        new FiberWalk(model, held, options)
            .walk(input, study.pictureShape(), target, source, unfinished, progress);
    delete(folder);
    Files.move(unfinished, folder);
    return new StageRows()
        .add(new FiberResult(index, stage.question().text(), shownTarget, outcome.figures(), null));
  }

  private static @Nullable String label(LabelledSamples samples, int row) {
    return samples.hasLabels() ? samples.classNames().get(samples.label(row)) : null;
  }

  /** Draws of its own for each input, whatever other inputs are chosen. */
  private static long seed(long seed, int originalIndex) {
    return RandomStream.seeded(seed).derive("input").derive(originalIndex).nextLong();
  }
}
