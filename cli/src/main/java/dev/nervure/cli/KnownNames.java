package dev.nervure.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names that an option takes: a misspelled one is told with those that it is nearest to. */
final class KnownNames {
  private static final int MOST_SUGGESTED = 3;

  /** One letter in so many may be wrong. */
  private static final int LETTERS_A_SLIP = 3;

  private KnownNames() {}

  /**
   * Refuses a list with a name that there is not.
   *
   * @param option that the list was given for
   * @param list names with commas
   * @param known all names that it takes, groups among them
   * @throws WrongUsageException with the nearest names, or all where none is near
   */
  static void require(String option, String list, List<String> known) {
    for (String part : list.split(",", -1)) {
      String word = part.strip();
      if (!known.contains(word)) {
        List<String> near = nearest(word, known);
        throw new WrongUsageException(
            "%s: there is no '%s'; %s"
                .formatted(
                    option,
                    word,
                    near.isEmpty()
                        ? "there are " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", near) + "?"));
      }
    }
  }

  /**
   * The names that are fewest slips away, in their order; where none is near, those that the word
   * is a part of.
   */
  static List<String> nearest(String word, List<String> known) {
    int most = Math.max(1, word.length() / LETTERS_A_SLIP);
    int fewest = known.stream().mapToInt(name -> slips(word, name)).min().orElse(most + 1);
    boolean isPart = fewest > most && word.length() >= LETTERS_A_SLIP;
    return known.stream()
        .filter(
            name ->
                fewest <= most
                    ? slips(word, name) == fewest
                    : isPart && name.contains(word.toLowerCase(Locale.ROOT)))
        .limit(MOST_SUGGESTED)
        .toList();
  }

  /** Letters put in, left out or changed (Levenshtein), in whatever case. */
  private static int slips(String word, String name) {
    String typed = word.toLowerCase(Locale.ROOT);
    int[] before = new int[name.length() + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= typed.length(); i++) {
      int[] row = new int[name.length() + 1];
      row[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int changed = before[j - 1] + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[name.length()];
  }
}
