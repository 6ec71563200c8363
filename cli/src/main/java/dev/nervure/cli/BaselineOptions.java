package dev.nervure.cli;

import dev.nervure.study.learned.UntrainedTwins;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which networks that have not learned a training is compared. */
final class BaselineOptions {
  private static final String UNTRAINED = "untrained";
  private static final String SHUFFLED = "shuffled";
  private static final String NONE = "none";

  @Option(
      names = "--baseline",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "untrained (the same graph with fresh initial weights), shuffled (each training again on labels in random order; not of finished networks), both with a comma, or none. Default: untrained; of profile none.")
  private @Nullable List<String> given;

  @Option(
      names = "--twins",
      paramLabel = "N",
      description =
          "Untrained networks, at least 2, whose spread is the luck of initial weights. Default: 3.")
  private int count = UntrainedTwins.USUAL;

  /**
   * How many untrained networks where they are asked for; 0 for none, and where nothing is said.
   */
  int twinsIfAsked() {
    return given == null ? 0 : twins();
  }

  /** How many untrained networks; 0 for none. */
  int twins() {
    if (!has(UNTRAINED)) {
      return 0;
    }
    if (count < UntrainedTwins.FEWEST) {
      throw new WrongUsageException(
          "--twins must be at least %d, so that their spread is known, but was %d; --baseline none leaves them out"
              .formatted(UntrainedTwins.FEWEST, count));
    }
    return count;
  }

  boolean shuffled() {
    return has(SHUFFLED);
  }

  private boolean has(String name) {
    List<String> names = given == null ? List.of(UNTRAINED) : given;
    for (String one : names) {
      if (!List.of(UNTRAINED, SHUFFLED, NONE).contains(word(one))) {
        throw new WrongUsageException(
            "--baseline takes untrained, shuffled or none, but was '%s'".formatted(one));
      }
    }
    if (names.size() > 1 && names.stream().anyMatch(one -> word(one).equals(NONE))) {
      throw new WrongUsageException("--baseline none stands alone");
    }
    return names.stream().anyMatch(one -> word(one).equals(name));
  }

  private static String word(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
