package dev.nervure.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
   * @param file .npy, IDX or text with one label a line; numbers of classes, or names of the
   *     classes of the samples
   * @throws BadDataException if there are more labels than samples, they are no labels, or one of
   *     them names a class that the samples do not have
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
    return samples.select(first).relabelled(classes(labels, samples, file));
  }

  /** The class of each label among those of the samples. */
  private static int[] classes(Labels labels, LabelledSamples samples, Path file) {
    if (!areNames(labels, samples)) {
      return labels.indices();
    }
    List<String> names = samples.classNames();
    int[] classes = labels.names().stream().mapToInt(names::indexOf).toArray();
    for (int label : labels.indices()) {
      if (classes[label] < 0) {
        throw new BadDataException(
            "has the label '%s' but the training data have no such class"
                .formatted(labels.names().get(label)),
            file.toString(),
            "Name the classes as the training data do, or give their numbers from 0 on.");
      }
    }
    return Arrays.stream(labels.indices()).map(label -> classes[label]).toArray();
  }

  /**
   * Whether labels are names of classes rather than their numbers: texts, numbers below 0 or very
   * large ones; and all numbers where those of the samples are such.
   */
  private static boolean areNames(Labels labels, LabelledSamples samples) {
    return labels.numbering() == LabelNumbering.BY_ORDER
        || (samples.hasLabels()
            && samples.labelNumbering() == LabelNumbering.BY_ORDER
            && samples.classNames().stream().allMatch(name -> name.matches("[+-]?[0-9]+")));
  }
}
