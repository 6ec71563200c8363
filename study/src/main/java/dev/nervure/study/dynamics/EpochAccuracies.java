package dev.nervure.study.dynamics;

import dev.nervure.progress.Cost;
import dev.nervure.run.EpochResult;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Accuracy by epoch of networks that were trained elsewhere, from their answers to the samples of
 * the run: the loss, and the accuracy on other samples, are not known.
 */
final class EpochAccuracies {
  private static final String NAME = "accuracy by epoch";

  /** Seconds to read the answers of a network. */
  private static final double SECONDS_PER_NETWORK = 5e-3;

  private static final long BYTES_PER_NETWORK = 1L << 17;

  private EpochAccuracies() {}

  /**
   * One row an epoch.
   *
   * @param answers the stages that leave the answers
   * @param onTrainingSamples whether the samples of the run were trained on
   */
  static Task after(List<Stage> answers, boolean onTrainingSamples) {
    Key key = Key.of(NAME, 1).with("on training samples", onTrainingSamples).after(answers);
    Cost cost = Cost.of(SECONDS_PER_NETWORK * answers.size(), BYTES_PER_NETWORK);
    return SharedTask.required(
        Stage.summary(NAME, key, cost),
        (sink, progress) -> rows(sink.results(), onTrainingSamples));
  }

  private static StageRows rows(Results results, boolean onTrainingSamples) {
    StageRows rows = new StageRows();
    for (Subject subject : results.subjects()) {
      Integer epoch = subject.epoch();
      if (NetworkKind.of(subject) == NetworkKind.TRAINED && epoch != null) {
        OptionalDouble accuracy = results.at(subject).accuracy();
        Double value = accuracy.isPresent() ? (Double) accuracy.getAsDouble() : null;
        rows.add(
            new EpochResult(
                subject.model(),
                epoch,
                null,
                onTrainingSamples ? value : null,
                onTrainingSamples ? null : value));
      }
    }
    return rows;
  }
}
