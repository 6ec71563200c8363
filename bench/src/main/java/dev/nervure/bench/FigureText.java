package dev.nervure.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares text with figures in it: words exactly, numbers up to their last digit. */
final class FigureText {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])\\d[\\d,]*(\\.\\d+)?(e-?\\d+)?");

  private FigureText() {}

  /** The first line that differs, as it was and as it is; or none. */
  static Optional<String> difference(String before, String now) {
    List<String> old = before.lines().toList();
    List<String> fresh = now.lines().toList();
    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
      String was = i < old.size() ? old.get(i) : "";
      String is = i < fresh.size() ? fresh.get(i) : "";
      if (!same(was, is)) {
        return Optional.of("'%s' is now '%s'".formatted(was, is));
      }
    }
    return Optional.empty();
  }

  private static boolean same(String was, String is) {
    if (!NUMBER.matcher(was).replaceAll("#").equals(NUMBER.matcher(is).replaceAll("#"))) {
      return false;
    }
    List<BigDecimal> old = numbers(was);
    List<BigDecimal> fresh = numbers(is);
    for (int i = 0; i < old.size(); i++) {
      BigDecimal lastDigit = old.get(i).ulp().max(fresh.get(i).ulp());
      boolean whole = old.get(i).scale() == 0 && fresh.get(i).scale() == 0;
      BigDecimal allowed = whole ? BigDecimal.ZERO : lastDigit;
      if (old.get(i).subtract(fresh.get(i)).abs().compareTo(allowed) > 0) {
        return false;
      }
    }
    return true;
  }

  private static List<BigDecimal> numbers(String line) {
    List<BigDecimal> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(line);
    while (matcher.find()) {
      numbers.add(new BigDecimal(matcher.group().replace(",", "")));
    }
    return numbers;
  }
}
