package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.WalkRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far away another answer is, beside how far walks come without one. */
final class BoundaryDistance implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    MeasuredValue boundary = Wording.overall(run, "boundary_distance", null);
    if (boundary == null) {
      return List.of();
    }
    long asked = run.walkRows().stream().filter(row -> row.kind().equals("boundary")).count();
    String sentence =
        "Another answer is at most %s away, in the mean of the inputs for which one was found (%d of %d)."
            .formatted(NumberText.of(boundary), boundary.n(), asked);
    MeasuredValue lift = Wording.overall(run, "lift_distance", null);
    if (lift != null) {
      sentence +=
          " Lifts to the same answers, the way of steepest change, end %s away."
              .formatted(NumberText.of(lift));
    }
    if (boundary.n() < asked) {
      sentence += " The others are left out, and may be farther from one.";
    }
    return List.of(sentence + besideWalks(run.walkRows()));
  }

  /** The ratio of the mean distances over the inputs that have both. */
  private static String besideWalks(List<WalkRow> rows) {
    Map<Integer, Double> walked = new HashMap<>();
    for (WalkRow row : rows) {
      if (row.kind().equals("walk") && row.netDistance() != null) {
        walked.put(row.originalIndex(), row.netDistance());
      }
    }
    double walks = 0;
    double boundaries = 0;
    int both = 0;
    for (WalkRow row : rows) {
      Double nearest = row.nearestDistance();
      Double distance = walked.get(row.originalIndex());
      if (row.kind().equals("boundary") && nearest != null && distance != null) {
        walks += distance;
        boundaries += nearest;
        both++;
      }
    }
    return boundaries > 0
        ? " Within the fiber the walk comes %s times as far, over the %d inputs with both."
            .formatted(NumberText.of(walks / boundaries), both)
        : "";
  }
}
