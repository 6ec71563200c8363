package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerDoubtsTest {

  private static final List<String> NAMES_OF_TEN =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private static final List<String> NAMES = List.of("ant", "bee", "cat", "dog");

  @Test
  void goodAnswersRaiseNone() {
    int[] labels = labels(400);
    int[] answers = labels.clone();
    for (int i = 0; i < answers.length; i += 5) {
      answers[i] = (answers[i] + 1) % 4;
    }
    assertThat(doubts(labels, answers)).isEmpty();
  }

  @Test
  void answersThatHaveNothingToDoWithLabelsAreNoBetterThanChance() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int silent = 0;
    for (int run = 0; run < 50; run++) {
      int[] labels = labels(400);
      int[] answers = random.ints(400, 0, 4).toArray();
      silent += doubts(labels, answers).isEmpty() ? 1 : 0;
    }
    // One in 160 is beyond 2.5 errors; four or more of 50 have a probability of 3e-4.
    assertThat(silent).as("seed %d", seed).isLessThan(4);
  }

  /** 31 of 200 right among ten classes happen by accident, but seldom. */
  @Test
  void answersALittleBetterThanChanceAreNotSaidToBeNoBetter() {
    int[] labels = new int[200];
    int[] answers = new int[200];
    Arrays.setAll(labels, i -> i % 10);
    Arrays.setAll(answers, i -> i < 31 ? i % 10 : (i + 1 + i / 10 % 9) % 10);
    List<String> doubts = AnswerDoubts.of(labels, answers, 10, NAMES_OF_TEN, false);
    assertThat(doubts)
        .singleElement()
        .asString()
        .contains("the accuracy 0.1550 is hardly better than chance", "with probability 0.0");
    assertThat(AnswerDoubts.ofNetworkMadeHere(labels, answers, 10, NAMES_OF_TEN))
        .singleElement()
        .asString()
        .startsWith("the accuracy 0.1550 is hardly better than chance")
        .doesNotContain("--");
  }

  /** The tail is that of drawing the labels in any order. */
  @Test
  void theProbabilityByChanceIsThatOfShuffledLabels() {
    int[] labels = labels(60);
    int[] answers = new int[60];
    Arrays.setAll(answers, i -> i < 22 ? labels[i] : (labels[i] + 1) % 4);
    String doubt = doubts(labels, answers).get(0);
    RandomStream random = RandomStream.seeded(5);
    int draws = 20_000;
    int asGood = 0;
    for (int draw = 0; draw < draws; draw++) {
      int[] order = random.sampleWithoutReplacement(60, 60);
      int right = 0;
      for (int i = 0; i < 60; i++) {
        right += labels[order[i]] == answers[i] ? 1 : 0;
      }
      asGood += right >= 22 ? 1 : 0;
    }
    String told = doubt.replaceAll(".*with probability ([0-9.]+)\\).*", "$1");
    // The number of right answers is a little skewed, which the normal tail does not know.
    assertThat(Double.parseDouble(told)).as(doubt).isCloseTo((double) asGood / draws, within(0.01));
  }

  @Test
  void aNetworkMadeHereGetsNoAdvice() {
    int[] labels = labels(400);
    int[] answers = Arrays.stream(labels).map(label -> (label + 1) % 4).toArray();
    assertThat(AnswerDoubts.ofNetworkMadeHere(labels, answers, 4, NAMES))
        .singleElement()
        .asString()
        .contains("no better than chance")
        .doesNotContain("--", "another order of");
  }

  @Test
  void anotherOrderOfTheClassesIsFound() {
    int[] labels = labels(400);
    int[] answers = Arrays.stream(labels).map(label -> (label + 1) % 4).toArray();
    for (int i = 0; i < answers.length; i += 10) {
      answers[i] = 0;
    }
    List<String> doubts = doubts(labels, answers);
    assertThat(doubts).hasSize(2);
    assertThat(doubts.get(0)).contains("no better than chance");
    assertThat(doubts.get(1))
        .contains("another order", "label 0 (ant) as output 1", "--class-names");
  }

  @Test
  void oneAnswerForAllIsSaid() {
    assertThat(doubts(labels(400), new int[400]))
        .singleElement()
        .asString()
        .contains("every sample gets the same answer, output 0 (ant)", "--mean");
  }

  @Test
  void fewSamplesSayNothing() {
    assertThat(doubts(labels(16), new int[16])).isEmpty();
  }

  @Test
  void belowTheMostFrequentClassIsSaid() {
    int[] labels = new int[1000];
    int[] answers = new int[1000];
    Arrays.fill(labels, 0, 100, 1);
    Arrays.fill(answers, 0, 100, 1);
    Arrays.fill(answers, 600, 1000, 1); // all of the rare class, and too much of the other
    assertThat(doubts(labels, answers)).singleElement().asString().contains("0.6000", "0.9000");
  }

  @Test
  void theBestMatchingIsThatOfAllOrders() {
    long seed = System.nanoTime();
    RandomStream random = RandomStream.seeded(seed);
    for (int run = 0; run < 50; run++) {
      int[][] counts = new int[4][6];
      for (int[] row : counts) {
        Arrays.setAll(row, k -> (int) (random.nextDouble() * 20));
      }
      int[] found = ClassMatching.best(counts);
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += counts[i][found[i]];
      }
      assertThat(Arrays.stream(found).distinct().count()).isEqualTo(4);
      assertThat(sum).as("seed %d", seed).isEqualTo(bestByTrying(counts, 0, 0));
    }
  }

  private static int bestByTrying(int[][] counts, int from, int taken) {
    if (from == counts.length) {
      return 0;
    }
    int best = 0;
    for (int k = 0; k < counts[0].length; k++) {
      if ((taken & 1 << k) == 0) {
        best = Math.max(best, counts[from][k] + bestByTrying(counts, from + 1, taken | 1 << k));
      }
    }
    return best;
  }

  private static List<String> doubts(int[] labels, int[] answers) {
    return AnswerDoubts.of(labels, answers, 4, NAMES, false);
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % 4);
    return labels;
  }
}
