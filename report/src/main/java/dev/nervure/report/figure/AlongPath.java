package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outputs, drift and singular values against the length of the path of a walk. */
final class AlongPath implements Figure {
  /** One a walk of the page. */
  record Data(List<Path> paths) {}

  /** As {@link ShownWalk#path} and {@link ShownWalk#logits}. */
  record Path(List<List<@Nullable Double>> path, List<List<@Nullable Double>> logits) {}

  @Override
  public String name() {
    return "along-path";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<Path> paths =
        run.walks().walks().stream().map(walk -> new Path(walk.path(), walk.logits())).toList();
    return paths.isEmpty() ? null : new Data(paths);
  }
}
