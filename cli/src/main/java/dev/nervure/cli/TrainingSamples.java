package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.Subset;
import dev.nervure.network.train.TrainingData;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a network is trained on and what it is tested on. Where the data have a training and a test
 * part, these; else a seeded part is held out.
 *
 * @param training samples to train on
 * @param test samples to test on, or null where nothing is held out
 */
record TrainingSamples(LabelledSamples training, @Nullable LabelledSamples test) {

  /**
   * Opens the data.
   *
   * @param testData other data to test on, or null
   * @param holdOut fraction in [0, 1) held out where the data have no test part
   */
  static TrainingSamples open(SampleOptions options, @Nullable String testData, double holdOut) {
    if (!(holdOut >= 0 && holdOut < 1)) {
      throw new WrongUsageException("--hold-out must be in [0, 1) but was " + holdOut);
    }
    String location = options.requireData();
    DataOptions reading = options.reading.options();
    if (testData != null) {
      Split split = reading.split() == Split.AUTO ? Split.TRAIN : reading.split();
      LabelledSamples training = part(location, reading, split);
      if (training == null) {
        training = DataSource.open(location, reading);
      }
      return checked(options, training, DataSource.open(testData, reading));
    }
    if (reading.split() == Split.AUTO) {
      LabelledSamples training = part(location, reading, Split.TRAIN);
      LabelledSamples test = part(location, reading, Split.TEST);
      if (training != null && test != null && !training.contentHash().equals(test.contentHash())) {
        return checked(options, training, test);
      }
      reading = reading.withSplit(Split.ALL);
    }
    return heldOut(options, DataSource.open(location, reading), holdOut);
  }

  /** The part, or null where the data have no parts. */
  static @Nullable LabelledSamples part(String location, DataOptions reading, Split split) {
    try {
      return DataSource.open(location, reading.withSplit(split));
    } catch (BadDataException noSuchPart) {
      // Data that cannot be read at all fail again, with this message, when opened as a whole.
      return null;
    }
  }

  /**
   * What a network was trained on: the part that the user names, else the training part; all of
   * data without parts.
   *
   * @throws BadDataException where there are test samples and no training samples beside them,
   *     which would be taken for what they are not
   */
  static LabelledSamples known(String location, DataOptions reading) {
    if (reading.split() != Split.AUTO) {
      return DataSource.open(location, reading);
    }
    LabelledSamples training = part(location, reading, Split.TRAIN);
    if (training != null) {
      return training;
    }
    LabelledSamples all = DataSource.open(location, reading);
    if (part(location, reading, Split.TEST) != null) {
      throw new BadDataException(
          "has a test part, but no training part that can be read",
          location,
          "Give the training samples, or name the part with --split.");
    }
    return all;
  }

  private static TrainingSamples heldOut(
      SampleOptions options, LabelledSamples all, double holdOut) {
    LabelledSamples chosen = options.choice.subset().of(all);
    int count = (int) Math.round(holdOut * chosen.size());
    if (count == 0) {
      return new TrainingSamples(labelled(chosen), null);
    }
    int[] order = RandomStream.seeded(options.seed()).derive("hold-out").permutation(chosen.size());
    int[] test = Arrays.copyOf(order, count);
    int[] training = Arrays.copyOfRange(order, count, order.length);
    Arrays.sort(test);
    Arrays.sort(training);
    return new TrainingSamples(labelled(chosen.select(training)), chosen.select(test));
  }

  /** The choice of samples is for training; of the test samples only the classes are chosen. */
  private static TrainingSamples checked(
      SampleOptions options, LabelledSamples training, LabelledSamples test) {
    Subset wanted = options.choice.subset();
    Subset classes = new Subset(0, 0, wanted.classes(), wanted.seed());
    return new TrainingSamples(labelled(wanted.of(training)), labelled(classes.of(test)));
  }

  private static LabelledSamples labelled(LabelledSamples samples) {
    if (!samples.hasLabels() && !samples.hasTargets()) {
      throw new BadDataException(
          "has no labels, so that nothing can be learned from it",
          samples.description(),
          "Give --labels or --label-column.");
    }
    return samples;
  }

  /** Number of classes, or 1 for real-valued targets. */
  int outputs() {
    if (!training.hasLabels()) {
      return 1;
    }
    int largest = Arrays.stream(training.labels()).max().orElse(0);
    if (test != null && test.hasLabels()) {
      largest = Math.max(largest, Arrays.stream(test.labels()).max().orElse(0));
    }
    return Math.max(largest + 1, training.classNames().size());
  }

  TrainingData trainingData() {
    return data(training);
  }

  @Nullable TrainingData testData() {
    return test == null ? null : data(test);
  }

  private TrainingData data(LabelledSamples samples) {
    if (samples.hasLabels()) {
      return TrainingData.labelled(
          samples.sampleShape(), samples::read, samples.labels(), outputs());
    }
    float[] targets = new float[samples.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = samples.scaledTarget(i);
    }
    return TrainingData.valued(
        samples.sampleShape(), samples::read, NdArray.of(targets, targets.length, 1));
  }
}
