package dev.nervure.study;

import dev.nervure.stats.ErrorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is suspicious about answers beside their labels: all the same, no better than chance, below
 * always giving the most frequent class, or right but for the order of the classes. Nothing is said
 * where the samples are too few to tell.
 */
public final class AnswerDoubts {
  /** Fewer samples say nothing about chance. */
  private static final int FEWEST = 20;

  /** Answers are no better than chance where chance gives as many right ones as often as this. */
  private static final double OFTEN = 0.05;

  /** And hardly better where it does so as often as this: about one answer in 160 by accident. */
  private static final double SELDOM = 0.0062;

  /** Standard errors of a share that count as a difference: about one false alarm in 160. */
  private static final double ERRORS = 2.5;

  /** Another order of the classes is named from so many samples a class on. */
  private static final int FEWEST_PER_CLASS = 20;

  /** And up to so many classes, since it is sought among all orders. */
  private static final int MOST_CLASSES = 200;

  /** And only if it makes this share of all samples right that are wrong, and half of all right. */
  private static final double GAIN = 0.1;

  private static final int MOST_NAMED = 5;

  /** No normal variable is so many deviations off. */
  private static final double FARTHEST = 40;

  private final int[] labels;
  private final int[] answers;
  private final int outputs;
  private final List<String> names;
  private final String advice;
  private final int[] labelCounts;
  private final int[] answerCounts;
  private final double accuracy;

  private AnswerDoubts(
      int[] labels, int[] answers, int outputs, List<String> names, String advice) {
    this.labels = labels;
    this.answers = answers;
    this.outputs = outputs;
    this.names = names;
    this.advice = advice;
    this.labelCounts = new int[outputs];
    this.answerCounts = new int[outputs];
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      labelCounts[labels[i]]++;
      if (answers[i] >= 0) {
        answerCounts[answers[i]]++;
      }
      right += labels[i] == answers[i] ? 1 : 0;
    }
    this.accuracy = labels.length == 0 ? 0 : (double) right / labels.length;
  }

  /**
   * The doubts, a sentence each; usually none.
   *
   * @param labels one a sample, in [0, outputs)
   * @param answers one a sample, negative for none
   * @param outputs number of the network's outputs
   * @param names of classes by index, at least for those that occur as labels
   * @param table whether the samples are rows of a table rather than images
   */
  public static List<String> of(
      int[] labels, int[] answers, int outputs, List<String> names, boolean table) {
    return new AnswerDoubts(labels, answers, outputs, names, "; " + advice(table)).sentences();
  }

  /**
   * The doubts about a network that was made on just these samples, usually none: what it reads and
   * the order of its classes are right, so that nothing is advised.
   */
  static List<String> ofNetworkMadeHere(
      int[] labels, int[] answers, int outputs, List<String> names) {
    return new AnswerDoubts(labels, answers, outputs, names, "").sentences();
  }

  private List<String> sentences() {
    List<String> doubts = new ArrayList<>();
    if (labels.length < FEWEST || occurring(labelCounts) < 2) {
      return doubts;
    }
    Optional<String> order = advice.isEmpty() ? Optional.empty() : anotherOrder();
    againstChance(order.isPresent()).ifPresent(doubts::add);
    order.ifPresent(doubts::add);
    return doubts;
  }

  private Optional<String> againstChance(boolean orderIsNamed) {
    double n = labels.length;
    double chance = 0;
    int most = 0;
    for (int k = 0; k < outputs; k++) {
      chance += labelCounts[k] / n * (answerCounts[k] / n);
      most = labelCounts[k] > labelCounts[most] ? k : most;
    }
    String advised = orderIsNamed ? "" : advice;
    if (occurring(answerCounts) == 1) {
      int only = 0;
      while (answerCounts[only] == 0) {
        only++;
      }
      return Optional.of(
          "every sample gets the same answer, output %d%s%s".formatted(only, named(only), advised));
    }
    double byChance = byChance();
    if (byChance > SELDOM) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the accuracy %.4f is %s chance (%.4f for answers and labels of these frequencies that have nothing to do with each other, which are as good or better with probability %.2g)%s",
              accuracy,
              byChance > OFTEN ? "no better than" : "hardly better than",
              chance,
              byChance,
              advised));
    }
    double share = labelCounts[most] / n;
    if (accuracy + ERRORS * Math.sqrt(share * (1 - share) / n) < share) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the accuracy %.4f is below that of always answering the most frequent class%s, %.4f%s",
              accuracy,
              named(most),
              share,
              advised));
    }
    return Optional.empty();
  }

  /**
   * The probability of as many right answers or more when the labels are put to the samples at
   * random: a permutation test, with the exact mean and variance of the number of right answers and
   * a normal tail, corrected for whole numbers.
   */
  private double byChance() {
    double n = labels.length;
    double pairs = 0; // of a label and an answer of the same class
    double lessLabels = 0;
    double lessAnswers = 0;
    for (int k = 0; k < outputs; k++) {
      double both = (double) labelCounts[k] * answerCounts[k];
      pairs += both;
      lessLabels += both * answerCounts[k];
      lessAnswers += both * labelCounts[k];
    }
    double mean = pairs / n;
    double variance = (pairs - (lessLabels + lessAnswers) / n + mean * mean) / (n - 1);
    double right = accuracy * n;
    if (variance <= 0) {
      return 1; // every order of the labels gives as many
    }
    return ErrorFunction.normalBetween((right - 0.5 - mean) / Math.sqrt(variance), FARTHEST);
  }

  private static String advice(boolean table) {
    return table
        ? "check that columns are scaled as in training (--scale, --scale-from), which column holds the labels, and the order of the classes (--class-names)"
        : "check that values are normalised as in training (--mean, --std), the order of the colours, dark-on-light against light-on-dark, and the order of the classes (--class-names)";
  }

  /**
   * An order of the classes that makes many more answers right. It is found on one half of the
   * samples and counted on the other, and the reverse, so that the share owes nothing to the
   * choice.
   */
  private Optional<String> anotherOrder() {
    int[] classes = IntStream.range(0, outputs).filter(k -> labelCounts[k] > 0).toArray();
    if (classes.length > MOST_CLASSES || labels.length < FEWEST_PER_CLASS * classes.length) {
      return Optional.empty();
    }
    int[] position = new int[outputs];
    for (int i = 0; i < classes.length; i++) {
      position[classes[i]] = i;
    }
    int[][][] halves = new int[2][classes.length][outputs];
    int[] seen = new int[outputs];
    for (int i = 0; i < labels.length; i++) {
      int half = seen[labels[i]]++ % 2; // of each class one half
      if (answers[i] >= 0) {
        halves[half][position[labels[i]]][answers[i]]++;
      }
    }
    int right = 0;
    for (int half = 0; half < 2; half++) {
      int[] found = ClassMatching.best(halves[half]);
      for (int i = 0; i < classes.length; i++) {
        right += halves[1 - half][i][found[i]];
      }
    }
    double ordered = (double) right / labels.length;
    if (ordered < 0.5 || ordered - accuracy < GAIN) {
      return Optional.empty();
    }
    for (int i = 0; i < classes.length; i++) {
      for (int k = 0; k < outputs; k++) {
        halves[0][i][k] += halves[1][i][k];
      }
    }
    int[] found = ClassMatching.best(halves[0]);
    List<String> moved = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      if (found[i] != classes[i]) {
        moved.add("label %d%s as output %d".formatted(classes[i], named(classes[i]), found[i]));
      }
    }
    String listed = String.join(", ", moved.subList(0, Math.min(MOST_NAMED, moved.size())));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "with the classes in another order the accuracy would be %.4f (order found on one half of the samples, counted on the other): %s%s; unless the network confuses just these, the labels are not in the order of its outputs: give its names with --class-names",
            ordered,
            listed,
            moved.size() > MOST_NAMED ? ", and so on" : ""));
  }

  private String named(int index) {
    String name = index < names.size() ? names.get(index) : "";
    return name.isEmpty() || name.equals(Integer.toString(index)) ? "" : " (" + name + ")";
  }

  private static int occurring(int[] counts) {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }
}
