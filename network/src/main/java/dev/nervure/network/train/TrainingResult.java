package dev.nervure.network.train;

import java.util.List;

/**
 * The outcome of a training run.
 *
 * @param history one entry an epoch, the untrained network (epoch 0) first
 * @param last the network after the last epoch
 * @param best the network of the epoch with the highest test accuracy (the lowest test loss for
 *     regression, the lowest training loss without a test set); the earliest of equals
 * @param stop why training ended
 * @param relabelled rows of the training data whose label was replaced by label noise, ascending
 */
public record TrainingResult(
    List<EpochMetrics> history, Snapshot last, Snapshot best, Stop stop, int[] relabelled) {

  /** Why training ended. */
  public enum Stop {
    /** All epochs were done. */
    EPOCHS,
    /** The training accuracy asked for was reached. */
    TRAIN_ACCURACY,
    /** No progress for longer than the patience of early stopping. */
    NO_PROGRESS
  }

  public TrainingResult {
    history = List.copyOf(history);
    relabelled = relabelled.clone();
  }

  @Override
  public int[] relabelled() {
    return relabelled.clone();
  }
}
