package dev.nervure.study.glassbox;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Subject;
import java.util.List;
import java.util.Objects;

/** Where the values of a glass-box study stand: layers of the model, groups of test images. */
final class GlassBoxPlaces {
  /** The joined, scaled coefficients of all blocks. */
  static final String REPRESENTATION = "representation";

  /** What the reduction leaves of them. */
  static final String REDUCTION = "reduction";

  private GlassBoxPlaces() {}

  /** The test images after a change; as they are, they are {@code clean}, as in other studies. */
  static Subject subject(ImageChange change) {
    return change.equals(ImageChange.UPRIGHT) ? Subject.CLEAN : Subject.ofGroup(change.name());
  }

  static String group(ImageChange change) {
    return Objects.requireNonNull(subject(change).group());
  }

  /**
   * A layer of the model.
   *
   * @param index 0 for the pixels, then the blocks, the representation, the reduction
   * @param layers how many there are
   */
  static LayerResult layer(
      ImageChange change, int index, int layers, String name, String operator, int dimension) {
    return new LayerResult(
            index,
            name,
            operator,
            "",
            (double) index / (layers - 1),
            dimension,
            List.of(dimension),
            "C",
            "flatten")
        .at(subject(change));
  }
}
