package dev.nervure.study.attack;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.attack.ByteRounding;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attack on all inputs, which leaves the changed ones in a file: batch by batch, some at a
 * time, on all threads. What an input becomes does not depend on how many there are.
 */
final class AttackTask implements SharedTask.Single {
  /** Batches that are handed out together, for each thread. */
  private static final int BATCHES_A_THREAD = 4;

  private final AttackedInputs inputs;
  private final ChosenAttack chosen;
  private final AttackOptions options;

  private AttackTask(AttackedInputs inputs, ChosenAttack chosen, AttackOptions options) {
    this.inputs = inputs;
    this.chosen = chosen;
    this.options = options;
  }

  /** The stage as a task. */
  static Task of(Stage stage, AttackedInputs inputs, ChosenAttack chosen, AttackOptions options) {
    return SharedTask.required(stage, new AttackTask(inputs, chosen, options));
  }

  @Override
  public StageRows rows(StageSink sink, Progress progress) throws IOException {
    int batch = options.layers().batchSize();
    int together = BATCHES_A_THREAD * options.layers().threads() * batch;
    NpyWriter writer =
        NpyWriter.create(sink.making(chosen.file()), ElementType.FLOAT32, inputs.space().shape());
    RoundedAway away = new RoundedAway(inputs, chosen);
    boolean complete = false;
    try (Progress.Task task = progress.begin("attack: " + chosen.subject().text(), inputs.size())) {
      for (int from = 0; from < inputs.size(); from += together) {
        int to = Math.min(inputs.size(), from + together);
        for (NdArray changed : batches(from, to, batch, away, progress)) {
          writer.append(changed);
          task.advance(changed.shape()[0]);
        }
      }
      complete = true;
    } finally {
      if (!complete) {
        writer.discard();
      }
      writer.close();
    }
    return options.bytes() && !chosen.control() ? rounded(away) : new StageRows();
  }

  /** How many of the fooled inputs the rounding has set right again. */
  private StageRows rounded(RoundedAway away) {
    StageRows rows = new StageRows();
    rows.add(new RobustnessStage(inputs, chosen, options).rounded(away.away(), away.fooled()));
    return rows;
  }

  private List<NdArray> batches(int from, int to, int batch, RoundedAway away, Progress progress) {
    int count = (to - from + batch - 1) / batch;
    @Nullable NdArray[] changed = new NdArray[count];
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int piece = i;
      int start = from + i * batch;
      pieces.add(
          stoppable ->
              changed[piece] = changed(start, Math.min(to, start + batch), away, stoppable));
    }
    ParallelWork.run(options.layers().threads(), pieces, progress);
    List<NdArray> all = new ArrayList<>();
    for (NdArray one : changed) {
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  private NdArray changed(int from, int to, RoundedAway away, Progress progress) {
    NdArray clean = inputs.read(from, to);
    RandomStream[] streams = new RandomStream[to - from];
    for (int i = 0; i < streams.length; i++) {
      streams[i] =
          RandomStream.seeded(options.layers().seed())
              .derive("attack")
              .derive(inputs.samples().originalIndex(from + i));
    }
    NdArray changed =
        chosen
            .attack()
            .attack(
                inputs.network(), clean, inputs.goal(from, to, chosen.target()), streams, progress);
    if (!options.bytes()) {
      return changed;
    }
    float[] values = changed.floats().clone();
    ByteRounding.round(
        values, clean.floats(), inputs.space(), chosen.attack().norm(), chosen.attack().strength());
    NdArray rounded = NdArray.of(values, changed.shape());
    if (!chosen.control()) {
      away.count(from, clean, changed, rounded);
    }
    return rounded;
  }
}
