package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To how many directions of the input the last layer is blind, and where the largest number is
 * lost.
 */
final class NullDimension implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    @Nullable MeasuredValue last = null;
    @Nullable LayerResult lastLayer = null;
    double largestGain = 0;
    @Nullable LayerResult largestAt = null;
    for (LayerResult layer : run.layers()) {
      MeasuredValue here = Wording.overall(run, "null_dimension", layer.index());
      if (here == null) {
        continue;
      }
      double gain = Wording.estimate(here) - (last == null ? 0 : Wording.estimate(last));
      if (gain > largestGain) {
        largestGain = gain;
        largestAt = layer;
      }
      last = here;
      lastLayer = layer;
    }
    if (last == null || lastLayer == null) {
      return List.of();
    }
    String sentence =
        "At %s the network is blind to %s of the directions in which an input can change (mean of %d inputs, to first order)."
            .formatted(lastLayer.name(), NumberText.of(last), last.n());
    if (largestAt != null && !largestAt.equals(lastLayer) && run.layers().size() > 2) {
      sentence +=
          " The largest step, %s, is at %s."
              .formatted(NumberText.of(largestGain), largestAt.name());
    }
    return List.of(sentence);
  }
}
