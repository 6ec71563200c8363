package dev.nervure.report.view;

import dev.nervure.study.contrast.GroupDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The differences of the two groups of a run, as a page shows them. */
public final class ShownContrast {
  private ShownContrast() {}

  /** Those of a run; without lines where it compares nothing. */
  public static GroupDifferences of(RunView run) {
    List<String> names = new ArrayList<>();
    for (String role : List.of("first", "second")) {
      names.add(Objects.toString(run.manifest().parameters().get(role), role));
    }
    return GroupDifferences.of(
        names.get(0), names.get(1), run.layers(), run.contrasts(), run.contrastCorrections());
  }
}
