package dev.nervure.study.fiber.inputs;

import dev.nervure.network.Model;
import dev.nervure.network.ModelFailedException;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.inputs.PlannedStage.Question;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.WalkOutcome;
import dev.nervure.study.fiber.walk.WalkSource;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.io.IOException;
import java.util.Locale;

/** One walk from one input of a study, or the way to its boundary, with its files. */
final class WalkStage {

  private final FiberSource source;
  private final FiberOptions options;
  private final WalkFolders folders;

  WalkStage(FiberSource source, FiberOptions options, WalkFolders folders) {
    this.source = source;
    this.options = options;
    this.folders = folders;
  }

  /** Walks, writes the files, and gives the row of the walk. */
  StageRows rows(PlannedStage stage, Progress progress) throws IOException {
    Model model = source.model();
    int row = stage.row();
    int index = source.samples().originalIndex(row);
    double[] input = source.input(row);
    boolean boundary = stage.question() == Question.BOUNDARY;
    HeldOutput held = HeldOutput.of(model, boundary ? "logits" : options.hold(), input);
    Integer shownTarget = null;
    WalkTarget target = WalkTarget.NONE;
    if (stage.question() == Question.DIRECTED) {
      int other = source.targetOf(row);
      target = WalkTarget.ofInput(source.input(other));
      shownTarget = source.samples().originalIndex(other);
    }
    WalkSource from =
        new WalkSource(
            source.modelName(), source.samples().description(), index, source.className(row));
    String name = stage.stage().name();
    WalkOutcome outcome =
        new FiberWalk(model, held, request(stage.question(), index))
            .walk(input, source.pictureShape(), target, from, folders.begin(name), progress);
    if (!outcome.result().startIsFinite()) {
      throw new ModelFailedException("the output is not finite at the start");
    }
    WalkOutcome.Nearest nearest = outcome.nearest();
    if (boundary && nearest != null) {
      shownTarget = nearest.liftedTo();
    }
    folders.finish(name);
    return new StageRows().add(outcome.row(index, stage.question().text(), shownTarget));
  }

  private WalkRequest request(Question question, int originalIndex) {
    WalkRequest asked =
        question == Question.BOUNDARY
            ? options.lift()
            : options.walk().withMode(FiberMode.valueOf(question.text().toUpperCase(Locale.ROOT)));
    return asked.withSeed(seed(options.walk().seed(), originalIndex));
  }

  /** Draws of its own for each input, whatever other inputs are chosen. */
  private static long seed(long seed, int originalIndex) {
    return RandomStream.seeded(seed).derive("input").derive(originalIndex).nextLong();
  }
}
