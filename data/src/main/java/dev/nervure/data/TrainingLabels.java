package dev.nervure.data;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The labels that a network was trained on, in a file of their own: those of the first samples of
 * the data, so that their number says on how many it was trained.
 */
public final class TrainingLabels {
  private TrainingLabels() {}

  /**
   * The first samples with these labels.
   *
   * @param samples what the network was trained on, in the order of training
   * @param file .npy, IDX or text with one label a line; numbers of classes
   * @throws BadDataException if there are more labels than samples, or they are no labels
   */
  public static LabelledSamples of(LabelledSamples samples, Path file) {
    Labels labels = LabelFile.read(file, DataOptions.DEFAULT);
    if (labels.size() > samples.size()) {
      throw new BadDataException(
          "has %d labels but the training data have %d samples"
              .formatted(labels.size(), samples.size()),
          file.toString(),
          "Give the data that the network was trained on; the labels are those of their first samples.");
    }
    int[] first = new int[labels.size()];
    Arrays.setAll(first, i -> i);
    return samples.select(first).relabelled(labels.indices());
  }
}
