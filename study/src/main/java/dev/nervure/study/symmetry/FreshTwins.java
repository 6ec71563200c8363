package dev.nervure.study.symmetry;

import dev.nervure.network.Model;
import dev.nervure.network.train.FreshWeights;
import java.util.ArrayList;
import java.util.List;

/** Networks of the same graph with random weights: what the graph alone makes of the images. */
final class FreshTwins {
  private FreshTwins() {}

  /**
   * Draws them, each from a seed of its own.
   *
   * @param notes takes what the user should know of them
   * @return as many, which the caller closes; none where the graph has no weights
   */
  static List<Model> of(Model model, int count, long seed, List<String> notes) {
    List<Model> twins = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      try {
        FreshWeights fresh = FreshWeights.of(model.graph(), seed + number);
        twins.add(Model.of(fresh.graph(), model.precision()).withSampleShape(model.inputShape()));
        if (number == 0 && !fresh.unclear().isEmpty()) {
          notes.add(
              "in the untrained twins %d tensors are as trained, because it cannot be told whether they are weights or constants, such as %s"
                  .formatted(fresh.unclear().size(), fresh.unclear().get(0)));
        }
      } catch (IllegalArgumentException e) {
        notes.add("there are no untrained twins: " + e.getMessage());
        break;
      }
    }
    return List.copyOf(twins);
  }
}
