package dev.nervure.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What columns of labels are called. */
final class LabelNames {

  /** In the order of preference. */
  private static final List<String> NAMES = List.of("label", "labels", "class", "target", "y");

  private LabelNames() {}

  static boolean areIn(List<String> header) {
    return header.stream().anyMatch(name -> NAMES.contains(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * The columns that are called as labels are, the likeliest first. A {@code y} beside {@code x} is
   * a coordinate: in points always, in samples if there is a {@code z} too.
   */
  static List<Integer> columns(List<String> header, TableOptions.Use use) {
    List<String> names = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    Set<String> all = Set.copyOf(names);
    boolean coordinate =
        all.contains("x") && (use != TableOptions.Use.SAMPLES || all.contains("z"));
    List<Integer> columns = new ArrayList<>();
    for (String wanted : NAMES) {
      for (int column = 0; column < names.size(); column++) {
        if (names.get(column).equals(wanted) && !(wanted.equals("y") && coordinate)) {
          columns.add(column);
        }
      }
    }
    return columns;
  }
}
