package dev.nervure.study.glassbox;

import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.glassbox.classifier.FittedClassifier;
import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Proportion;
import org.jspecify.annotations.Nullable;

/** Makes rows of how often a classifier that has learned answers rightly. */
final class AnswerRows {
  private final GlassBoxAccuracy.Answering answering;
  private final int[] labels;
  private final StageRows rows;

  /**
   * Rows of one question.
   *
   * @param labels classes of the test images
   * @param rows where they are added
   */
  AnswerRows(GlassBoxAccuracy.Answering answering, int[] labels, StageRows rows) {
    this.answering = answering;
    this.labels = labels;
    this.rows = rows;
  }

  /** What is asked about: test images after a change. */
  interface Asked {
    double[][] rows(ImageChange change);
  }

  /**
   * Lets a classifier learn and answer, and adds a row for each change; where it cannot learn, rows
   * that say why.
   */
  void add(
      FeatureClassifier classifier,
      LabelledRows training,
      Iterable<ImageChange> changes,
      Asked asked,
      @Nullable Double amount,
      long seed,
      Progress progress) {
    FittedClassifier fitted;
    try {
      fitted = classifier.fit(training, seed, progress);
    } catch (CancelledException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      for (ImageChange change : changes) {
        rows.add(
            answering.none(GlassBoxPlaces.group(change), amount, String.valueOf(e.getMessage())));
      }
      return;
    }
    for (ImageChange change : changes) {
      int[] answers = answers(fitted, asked.rows(change), progress);
      rows.add(
          answering.on(
              GlassBoxPlaces.group(change), amount, fitted.parameters(), right(answers, labels)));
    }
  }

  static int[] answers(FittedClassifier fitted, double[][] rows, Progress progress) {
    int[] answers = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      progress.checkCancelled();
      answers[i] = fitted.predict(rows[i]);
    }
    return answers;
  }

  static Proportion right(int[] answers, int[] labels) {
    int hits = 0;
    for (int i = 0; i < labels.length; i++) {
      hits += answers[i] == labels[i] ? 1 : 0;
    }
    return new Proportion(hits, labels.length);
  }
}
