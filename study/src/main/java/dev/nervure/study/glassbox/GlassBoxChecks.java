package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.study.LabelChanges;
import java.util.List;

/** What images, changes, reduction and classifiers must be for a study to make sense. */
final class GlassBoxChecks {
  /** Classifiers whose scores are sums over coefficients. */
  static final List<String> LINEAR = List.of("lda", "logistic", "linear_svm", "nearest_mean");

  private GlassBoxChecks() {}

  /**
   * Refuses what cannot be, with what would.
   *
   * @throws IllegalArgumentException with the reason
   */
  static void require(ImageSplit split, GlassBoxOptions options) {
    ImageSize size = split.test().size();
    for (ImageChange change : options.changes()) {
      if (change.needsSquare() && !size.isSquare()) {
        throw new IllegalArgumentException(
            "%s need square images but these are %s: pad or resize them (image folders: --size %d), or leave it out (--under rotations,flips,shifts,scales)"
                .formatted(change.name(), size, Math.max(size.height(), size.width())));
      }
      List<String> pair = LabelChanges.pair(split.classNames(), change.onLabels());
      if (pair != null && !options.labelPreserving()) {
        throw new IllegalArgumentException(
            LabelChanges.refusal(
                change.name(),
                pair,
                "choose other classes, turn by less (--under rotations:45,shifts,scales)"));
      }
    }
    Integer components = options.reduction().components();
    int most = split.training().count() - 1;
    if (components != null && components > most) {
      throw new IllegalArgumentException(
          "%d components were asked for, but %d images to learn from have at most %d; take --components %d, or more images (--train)"
              .formatted(components, most + 1, most, most));
    }
    if (options.trainedUnderGroup() && options.changes().isEmpty()) {
      throw new IllegalArgumentException(
          "images to learn from can only be changed where there is a change; name one with"
              + " --under");
    }
    if (options.explained() > 0 && !LINEAR.contains(options.decider())) {
      throw new IllegalArgumentException(
          "answers of %s are no sums over coefficients, so that they cannot be explained by them; choose --classifier %s"
              .formatted(options.decider(), String.join(", ", LINEAR)));
    }
  }
}
