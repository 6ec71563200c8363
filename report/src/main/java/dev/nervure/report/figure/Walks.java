package dev.nervure.report.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The walks, one at a time: frames along the path among images, and what is known of it in words.
 * Which walk is shown is chosen here, for the other figures of a walk too.
 */
final class Walks implements Figure {
  /**
   * What is drawn of the page's walks.
   *
   * @param strips one a walk
   * @param leftOut further walks that are in the folder of the run only
   */
  record Data(List<Strip> strips, int leftOut) {}

  /**
   * Pictures along a walk; none where the inputs are no images.
   *
   * @param nearest the nearest point found with another answer
   * @param target where a directed walk was to go
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Strip(
      List<ShownWalk.Frame> frames,
      ShownWalk.@Nullable Answer nearest,
      ShownWalk.@Nullable Pictures target) {}

  @Override
  public String name() {
    return "walks";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<Strip> strips =
        run.walks().walks().stream()
            .map(walk -> new Strip(walk.frames(), walk.nearest(), walk.target()))
            .toList();
    return strips.isEmpty() ? null : new Data(strips, run.walks().leftOut());
  }
}
