package dev.nervure.study.compare;

import dev.nervure.data.BadDataException;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.SelectedPositions;
import java.util.List;

/**
 * Whether rows of one sample are of the same position in two runs that have selected some. Of
 * several positions a sample each row needs its partner; of one, the sample is what rows share.
 */
final class SamePositions {
  private SamePositions() {}

  /**
   * Refuses several positions of each sample that were drawn otherwise.
   *
   * @return a note where one position a sample was; empty where both are the same
   * @throws BadDataException saying what differs, and what to do
   */
  static List<String> require(
      String firstName, ActivationSource first, String secondName, ActivationSource second) {
    SelectedPositions a = first.positions();
    SelectedPositions b = second.positions();
    if (a == null || b == null || a.areOf(b)) {
      return List.of();
    }
    if (a.mayBeSeveral() && a.selection().equals(b.selection())) {
      throw new BadDataException(
          "has other positions of each sample than %s: %s, where that has %s"
              .formatted(firstName, b.text(), a.text()),
          secondName,
          "Make both runs with the same --seed and --mask, or with a --selection of one position.");
    }
    return List.of(
        "positions are %s in %s and %s in %s: rows are of the same sample, not of the same position"
            .formatted(a.text(), firstName, b.text(), secondName));
  }
}
