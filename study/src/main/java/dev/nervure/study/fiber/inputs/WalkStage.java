package dev.nervure.study.fiber.inputs;

import dev.nervure.network.Model;
import dev.nervure.network.ModelFailedException;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.run.WalkRow;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Artifact;
import dev.nervure.study.SharedTask;
import dev.nervure.study.StageSink;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.WalkOutcome;
import dev.nervure.study.fiber.walk.WalkSource;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.io.IOException;

/** One walk from one input of a study, or the way to its boundary, with its files. */
final class WalkStage implements SharedTask.Work<double[]> {
  private final FiberSource source;
  private final FiberOptions options;
  private final int row;
  private final Question question;

  WalkStage(FiberSource source, FiberOptions options, int row, Question question) {
    this.source = source;
    this.options = options;
    this.row = row;
    this.question = question;
  }

  private int index() {
    return source.samples().originalIndex(row);
  }

  /** What it leaves. */
  Artifact folder() {
    return WalkFolders.of(index(), question.text());
  }

  /** Walks, writes the files, and gives the row of the walk. */
  @Override
  public StageRows rows(double[] input, StageSink sink, Progress progress) throws IOException {
    Model model = source.model();
    int index = index();
    boolean boundary = question == Question.BOUNDARY;
    HeldOutput held = HeldOutput.of(model, boundary ? "logits" : options.hold(), input);
    Integer shownTarget = null;
    WalkTarget target = WalkTarget.NONE;
    if (question == Question.DIRECTED) {
      int other = source.targetOf(row);
      target = WalkTarget.ofInput(source.input(other));
      shownTarget = source.samples().originalIndex(other);
    }
    WalkSource from =
        new WalkSource(
            source.modelName(), source.samples().description(), index, source.className(row));
    WalkOutcome outcome =
        new FiberWalk(model, held, request())
            .walk(input, source.pictureShape(), target, from, sink.making(folder()), progress);
    if (!outcome.result().startIsFinite()) {
      throw new ModelFailedException("the output is not finite at the start");
    }
    WalkOutcome.Nearest nearest = outcome.nearest();
    if (boundary && nearest != null) {
      shownTarget = nearest.liftedTo();
    }
    return new StageRows().add(outcome.row(index, question.text(), shownTarget));
  }

  @Override
  public StageRows failed(String why) {
    return new StageRows().add(WalkRow.failed(index(), question.text(), why));
  }

  private WalkRequest request() {
    WalkRequest asked =
        question == Question.BOUNDARY ? options.lift() : options.walk().withMode(question.mode());
    return asked.withSeed(seed(options.walk().seed(), index()));
  }

  /** Draws of its own for each input, whatever other inputs are chosen. */
  private static long seed(long seed, int originalIndex) {
    return RandomStream.seeded(seed).derive("input").derive(originalIndex).nextLong();
  }
}
