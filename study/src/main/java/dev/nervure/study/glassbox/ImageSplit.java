package dev.nervure.study.glassbox;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images to learn from and images to test on, disjoint, as many of each class as its share of all.
 * Classes are numbered 0, 1, ... in the order of the data, those without images left out.
 *
 * @param training images to learn from, in the order in which they were drawn, classes in turn: the
 *     first n of them are a training set of n
 * @param test images to test on, in the order of the data
 * @param classNames names of the classes that have images
 * @param dataClasses of each class its index among all classes of the data
 */
public record ImageSplit(
    GreyImages training, GreyImages test, List<String> classNames, int[] dataClasses) {

  /**
   * Splits samples.
   *
   * @param samples labelled, of the classes that are to be told apart
   * @param options how many go where; the seed decides which
   * @throws BadDataException where there are no labels, one class, no images, or too few
   */
  public static ImageSplit of(LabelledSamples samples, GlassBoxOptions options) {
    if (!samples.hasLabels()) {
      throw new BadDataException(
          "has no labels, so that there are no classes to tell apart",
          samples.description(),
          "Give --labels, or data with classes.");
    }
    int[] labels = samples.labels();
    int[] counts = new int[samples.classNames().size()];
    for (int label : labels) {
      counts[label]++;
    }
    List<String> names = new ArrayList<>();
    List<Integer> present = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        present.add(k);
        names.add(samples.classNames().get(k));
      }
    }
    if (present.size() < 2) {
      throw new BadDataException(
          "has images of one class only (%s), and a classifier tells two or more apart"
              .formatted(String.join(", ", names)),
          samples.description(),
          "Choose at least two classes, such as --classes 3,8.");
    }
    int[][] parts = parts(labels, counts, options, samples);
    int[] dataClasses = present.stream().mapToInt(Integer::intValue).toArray();
    return new ImageSplit(
        GreyImages.of(samples.select(parts[0])),
        GreyImages.of(samples.select(parts[1])),
        List.copyOf(names),
        dataClasses);
  }

  private static int[][] parts(
      int[] labels, int[] counts, GlassBoxOptions options, LabelledSamples samples) {
    int wanted =
        options.trainingImages() > 0
            ? options.trainingImages()
            : (int) Math.round(options.trainingShare() * labels.length);
    int classes = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    if (wanted < 2 * classes || wanted > labels.length - classes) {
      throw new BadDataException(
          "has %d images of %d classes, of which %d were to be learned from: that takes at least two of each class, and one of each must be left to test on"
              .formatted(labels.length, classes, wanted),
          samples.description(),
          "Take --train %d, more images (--split all), or another --train-share."
              .formatted(Math.max(2 * classes, (int) (0.7 * labels.length))));
    }
    RandomStream random = RandomStream.seeded(options.seed()).derive("split");
    List<int[]> shuffled = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      int[] rows = new int[counts[k]];
      int at = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == k) {
          rows[at++] = i;
        }
      }
      int[] order = random.derive(k).permutation(rows.length);
      int[] drawn = new int[rows.length];
      Arrays.setAll(drawn, i -> rows[order[i]]);
      shuffled.add(drawn);
    }
    int[] training = inTurn(shuffled, counts, wanted, labels.length);
    boolean[] used = new boolean[labels.length];
    for (int row : training) {
      used[row] = true;
    }
    return new int[][] {training, test(shuffled, used, options)};
  }

  /**
   * Of each class in proportion to its size, so interleaved that every beginning is in proportion
   * too: next comes the class that is furthest behind its share.
   */
  private static int[] inTurn(List<int[]> shuffled, int[] counts, int wanted, int all) {
    int[] taken = new int[counts.length];
    int[] rows = new int[wanted];
    for (int at = 0; at < wanted; at++) {
      int next = -1;
      double furthest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < counts.length; k++) {
        double behind = (at + 1.0) * counts[k] / all - taken[k];
        if (taken[k] < counts[k] - 1 && behind > furthest) {
          next = k;
          furthest = behind;
        }
      }
      rows[at] = shuffled.get(next)[taken[next]++];
    }
    return rows;
  }

  private static int[] test(List<int[]> shuffled, boolean[] used, GlassBoxOptions options) {
    List<Integer> left = new ArrayList<>();
    int longest = shuffled.stream().mapToInt(rows -> rows.length).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (int[] rows : shuffled) {
        int fromEnd = rows.length - 1 - i;
        if (fromEnd >= 0 && !used[rows[fromEnd]] && left.size() < options.testImages()) {
          left.add(rows[fromEnd]);
        }
      }
    }
    return left.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The class of each image to learn from. */
  int[] trainingLabels() {
    return numbered(training.samples().labels());
  }

  /** The class of each image to test on. */
  int[] testLabels() {
    return numbered(test.samples().labels());
  }

  private int[] numbered(int[] labels) {
    int[] numbers = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      numbers[i] = Arrays.binarySearch(dataClasses, labels[i]);
    }
    return numbers;
  }

  /** How many classes there are. */
  int classes() {
    return classNames.size();
  }
}
