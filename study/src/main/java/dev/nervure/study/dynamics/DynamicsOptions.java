package dev.nervure.study.dynamics;

import dev.nervure.study.learned.UntrainedTwins;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is followed through a training that the study does itself.
 *
 * @param repeats trainings that differ by their seeds, at least 1
 * @param twins untrained networks to compare with, 0 or at least 2
 * @param shuffled whether each training is done a second time on shuffled labels
 * @param epochs which are measured
 * @param onTrainingSamples whether training samples are measured instead of test samples
 */
public record DynamicsOptions(
    int repeats, int twins, boolean shuffled, EpochChoice epochs, boolean onTrainingSamples) {
  /** One training beside three twins, up to twelve epochs, on test samples. */
  public static final DynamicsOptions DEFAULT =
      new DynamicsOptions(1, UntrainedTwins.USUAL, false, EpochChoice.USUAL, false);

  /** Checks the numbers. */
  public DynamicsOptions {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1 but were " + repeats);
    }
    if (twins != 0 && twins < UntrainedTwins.FEWEST) {
      throw new IllegalArgumentException(
          "untrained twins must be 0, or at least %d so that their spread is known, but were %d"
              .formatted(UntrainedTwins.FEWEST, twins));
    }
  }

  /** The same with another number of trainings. */
  public DynamicsOptions withRepeats(int changed) {
    return new DynamicsOptions(changed, twins, shuffled, epochs, onTrainingSamples);
  }

  /** The same with another number of twins. */
  public DynamicsOptions withTwins(int changed) {
    return new DynamicsOptions(repeats, changed, shuffled, epochs, onTrainingSamples);
  }

  /** The same with or without trainings on shuffled labels. */
  public DynamicsOptions withShuffled(boolean changed) {
    return new DynamicsOptions(repeats, twins, changed, epochs, onTrainingSamples);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("repeats", repeats);
    parameters.put("twins", twins);
    parameters.put("shuffledLabels", shuffled);
    parameters.put("epochsMeasured", epochs.text());
    parameters.put("measuredOn", onTrainingSamples ? "training samples" : "test samples");
    return parameters;
  }
}
