package dev.nervure.report.figure;

import dev.nervure.report.view.RunView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A section of the page. Its script draws its data; its text has the heading and says how to read
 * it. What most figures draw, the page holds once: layers, values, label classes, and which walks
 * there are ({@code script/data.js}).
 */
public interface Figure {
  /**
   * In lower case with hyphens: the name of the script {@code NAME.js} and the text {@code
   * NAME.html}, and the id of the section.
   */
  String name();

  /**
   * What the script is given, as JSON.
   *
   * @return null where a run has none of it, and the page no such section
   */
  @Nullable Record data(RunView run);

  /** What its script uses besides {@link PageLibrary#ECHARTS}, which every page has. */
  default Set<PageLibrary> libraries() {
    return Set.of();
  }
}
