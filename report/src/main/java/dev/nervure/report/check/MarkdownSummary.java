package dev.nervure.report.check;

import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.ShiftCheck;

/** A check as a page of Markdown, as pull requests and summaries of jobs show it. */
public final class MarkdownSummary {
  private MarkdownSummary() {}

  /**
   * The page.
   *
   * @param network name of what was checked
   * @param baseline name of what it was checked against
   */
  public static String of(ShiftCheck check, String network, String baseline) {
    StringBuilder page = new StringBuilder();
    page.append("# Representations of %s against %s%n%n".formatted(text(network), text(baseline)));
    page.append("%s.%n%n".formatted(capital(ShiftSentence.of(check))));
    page.append(
        "Shift by `%s`; 0 is no change. Intervals are 95 %%, by the choice of samples.%n%n"
            .formatted(check.measure()));
    page.append("| layer | verdict | shift | interval | allowed | between seeds |%n".formatted());
    page.append("| --- | --- | --- | --- | --- | --- |%n".formatted());
    int decimals = ShiftSentence.decimals(check);
    for (LayerShift layer : check.layers()) {
      page.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  text(layer.layer()),
                  ShiftSentence.word(layer.verdict()),
                  layer.shift() == null
                      ? text(String.valueOf(layer.why()))
                      : ShiftSentence.number(layer.shift(), decimals),
                  layer.low() == null
                      ? ""
                      : ShiftSentence.number(layer.low(), decimals)
                          + " to "
                          + ShiftSentence.number(layer.high(), decimals),
                  ShiftSentence.number(layer.allowed(), decimals),
                  ShiftSentence.number(layer.seedShift(), decimals)));
    }
    return page.toString().replace("\r\n", "\n");
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** Names of layers and files come from others: nothing of them is markup. */
  private static String text(String name) {
    return name.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
  }
}
