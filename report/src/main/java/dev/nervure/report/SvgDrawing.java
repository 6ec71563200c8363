package dev.nervure.report;

import java.util.Locale;

/**
 * Draws to SVG 1.1 with classes for colours and a style sheet that follows the reader's light or
 * dark setting. Not thread safe; one per figure.
 */
final class SvgDrawing implements Drawing {
  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  SvgDrawing(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Ink ink) {
    body.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"s %s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), name(ink)));
  }

  @Override
  public void path(double[] x, double[] y, Ink ink, double... dash) {
    StringBuilder lengths = new StringBuilder();
    for (double length : dash) {
      lengths.append(lengths.isEmpty() ? "" : " ").append(number(length));
    }
    body.append(
        "<polyline points=\"%s\" class=\"s w %s\"%s/>\n"
            .formatted(
                points(x, y),
                name(ink),
                lengths.isEmpty() ? "" : " stroke-dasharray=\"" + lengths + "\""));
  }

  @Override
  public void band(double[] x, double[] y, Ink ink) {
    body.append("<polygon points=\"%s\" class=\"f b %s\"/>\n".formatted(points(x, y), name(ink)));
  }

  @Override
  public void dot(double x, double y, double radius, Ink ink) {
    body.append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"f %s\"/>\n"
            .formatted(number(x), number(y), number(radius), name(ink)));
  }

  @Override
  public void text(
      double x, double y, String text, double size, boolean bold, Anchor anchor, Ink ink) {
    body.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\"%s class=\"f %s\">%s</text>\n"
            .formatted(
                number(x),
                number(y),
                number(size),
                anchor.name().toLowerCase(Locale.ROOT),
                bold ? " font-weight=\"600\"" : "",
                name(ink),
                escaped(text)));
  }

  /** The file. */
  String svg() {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
        <title>%3$s</title>
        <style>
        .s { fill: none; stroke-width: 1; stroke-linejoin: round; }
        .w { stroke-width: 2; }
        .b { fill-opacity: 0.2; }
        %4$s@media (prefers-color-scheme: dark) {
        %5$s}
        </style>
        %6$s</svg>
        """
        .formatted(width, height, escaped(title), colours(false), colours(true), body);
  }

  private static String colours(boolean dark) {
    StringBuilder rules = new StringBuilder();
    for (Ink ink : Ink.values()) {
      String colour = "#%06x".formatted(dark ? ink.dark : ink.light);
      rules.append(
          ".f.%1$s { fill: %2$s; } .s.%1$s { stroke: %2$s; }\n".formatted(name(ink), colour));
    }
    return rules.toString();
  }

  private static String points(double[] x, double[] y) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    return points.toString();
  }

  private static String name(Ink ink) {
    return ink.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  /** Text for XML: markup escaped, characters that XML 1.0 has no way to hold replaced. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
