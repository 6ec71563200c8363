package dev.nervure.report.figure;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.RunView;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which measures are drawn along the layers. */
final class LayerMeasures {
  private LayerMeasures() {}

  /**
   * The measures of which a line with an estimate passes the test. One that was taken in a single
   * layer among several is no line along them. Blocks of a glass box stand side by side, so that
   * none of its measures has a depth: {@link GlassBox} draws them.
   */
  static List<String> of(RunView run, Predicate<DepthProfile> test) {
    if (!run.glassBoxAccuracies().isEmpty()) {
      return List.of();
    }
    List<DepthProfile> profiles = DepthProfile.of(run.layers(), run.measures());
    return profiles.stream()
        .filter(line -> !line.estimated().isEmpty() && test.test(line))
        .map(DepthProfile::measure)
        .distinct()
        .filter(measure -> run.layers().size() == 1 || layers(profiles, measure).size() > 1)
        .toList();
  }

  private static Set<Integer> layers(List<DepthProfile> profiles, String measure) {
    return profiles.stream()
        .filter(line -> line.measure().equals(measure))
        .flatMap(line -> line.points().stream())
        .map(point -> point.layer().index())
        .collect(Collectors.toSet());
  }
}
