package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The path of a walk in the plane, over the level curves of what is held. */
final class PathInPlane implements Figure {
  /** One a walk of the page. */
  record Data(List<ShownWalk.@Nullable Plane> planes) {}

  @Override
  public String name() {
    return "path-in-plane";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<ShownWalk.@Nullable Plane> planes =
        run.walks().walks().stream().map(ShownWalk::plane).collect(Collectors.toList());
    return planes.stream().allMatch(Objects::isNull)
        ? null
        : new Data(Collections.unmodifiableList(planes));
  }
}
