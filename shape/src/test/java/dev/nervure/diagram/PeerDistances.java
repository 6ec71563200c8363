package dev.nervure.diagram;

import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What persim and GUDHI assert of distances in their own tests. */
final class PeerDistances {
  private PeerDistances() {}

  /** Two diagrams as rows {birth, death}, and their distance. */
  record Case(String distance, double[][] a, double[][] b, double expected, String text) {}

  /** The cases of distances whose name begins so. */
  static List<Case> of(String distance) {
    String text =
        String.join("", SharedData.lines("peers/diagram-distances/expected.json"))
            .replaceAll("\\s", "");
    Matcher matcher =
        Pattern.compile(
                "\"distance\":\"("
                    + distance
                    + "[^\"]*)\",\"a\":\\[(.*?)\\],\"b\":\\[(.*?)\\],\"expected\":([0-9.]+|\"inf\")")
            .matcher(text);
    List<Case> cases = new ArrayList<>();
    while (matcher.find()) {
      cases.add(
          new Case(
              matcher.group(1),
              bars(matcher.group(2)),
              bars(matcher.group(3)),
              number(matcher.group(4)),
              matcher.group()));
    }
    return cases;
  }

  private static double[][] bars(String rows) {
    return Pattern.compile("\\[([^,\\]]+),([^\\]]+)\\]")
        .matcher(rows)
        .results()
        .map(row -> new double[] {number(row.group(1)), number(row.group(2))})
        .toArray(double[][]::new);
  }

  private static double number(String text) {
    return text.equals("\"inf\"") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }
}
