package dev.nervure.report.finding;

import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.DepthProfile.Point;
import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the Mapper graphs of the first and the last layer are like, and how pure their nodes are.
 * Neither has an error, so that no rise or fall is claimed.
 */
final class GraphShapes implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<Point> graphs =
        DepthProfile.of(run.layers(), run.measures()).stream()
            .filter(profile -> profile.isOverall() && profile.measure().equals("mapper_nodes"))
            .flatMap(profile -> profile.estimated().stream())
            .toList();
    if (graphs.isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    parts.add(graph(run, graphs.get(0)));
    if (graphs.size() > 1) {
      parts.add(graph(run, graphs.get(graphs.size() - 1)));
    }
    return List.of(
        "Mapper graphs: %s. Radius, intervals, overlap and the number of points shape them."
            .formatted(String.join("; ", parts)));
  }

  private static String graph(RunView run, Point point) {
    int layer = point.layer().index();
    String counts =
        "at %s %s, %s, %s"
            .formatted(
                point.layer().name(),
                count(point.measure(), "node", "nodes"),
                count(Wording.overall(run, "mapper_components", layer), "component", "components"),
                count(Wording.overall(run, "mapper_loops", layer), "loop", "loops"));
    MeasuredValue purity = Wording.overall(run, "mapper_node_purity", layer);
    MeasuredValue chance = Wording.overall(run, "mapper_chance_purity", layer);
    if (purity == null || purity.estimate() == null) {
      return counts;
    }
    return String.format(
        Locale.ROOT,
        "%s, node-wise purity %.2f%s",
        counts,
        Wording.estimate(purity),
        chance == null || chance.estimate() == null
            ? ""
            : String.format(Locale.ROOT, " (%.2f by chance)", Wording.estimate(chance)));
  }

  private static String count(@Nullable MeasuredValue value, String one, String several) {
    long number = value == null ? 0 : Math.round(Wording.estimate(value));
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }
}
