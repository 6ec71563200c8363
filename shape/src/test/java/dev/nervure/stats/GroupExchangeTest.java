package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GroupExchangeTest {

  @Test
  void everyExchangeOfFreeGroupsIsEquallyLikely(Random random) {
    GroupExchange exchange = GroupExchange.free(2, 3);
    RandomStream stream = RandomStream.seeded(random.nextLong());
    Map<String, Integer> counts = new HashMap<>();
    int draws = 20_000;
    for (int draw = 0; draw < draws; draw++) {
      int[][] groups = exchange.exchanged(stream.derive(draw));
      assertThat(IntStream.concat(Arrays.stream(groups[0]), Arrays.stream(groups[1])).sorted())
          .containsExactly(0, 1, 2, 3, 4);
      counts.merge(Arrays.toString(groups[0]), 1, Integer::sum);
    }
    assertThat(counts).hasSize(10); // 5 choose 2
    // A count is binomial: mean 2000, standard deviation 42; six of them are 255.
    assertThat(counts.values()).allMatch(count -> Math.abs(count - draws / 10) < 255);
  }

  @Test
  void strataKeepTheirNumbersInEachGroup(Random random) {
    int[] first = random.ints(30, 0, 3).toArray();
    int[] second = random.ints(50, 0, 4).toArray();
    GroupExchange exchange = GroupExchange.within(first, second);
    int[] all = IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    RandomStream stream = RandomStream.seeded(random.nextLong());

    int[][] groups = exchange.exchanged(stream);

    int[] found = Arrays.stream(groups[0]).map(sample -> all[sample]).sorted().toArray();
    Arrays.sort(first);
    assertThat(found).isEqualTo(first);
    assertThat(groups[1]).hasSize(50).doesNotContain(groups[0]);
  }

  @Test
  void ofPairsOnlyTheTwoChangePlaces(Random random) {
    GroupExchange exchange = GroupExchange.pairs(40);

    int[][] groups = exchange.exchanged(RandomStream.seeded(random.nextLong()));

    int changed = 0;
    for (int i = 0; i < 40; i++) {
      assertThat(new int[] {groups[0][i], groups[1][i]}).containsExactlyInAnyOrder(i, 40 + i);
      changed += groups[0][i] == i ? 0 : 1;
    }
    assertThat(changed).isBetween(1, 39); // 2^-39 of all exchanges are outside
  }

  @Test
  void halvesShareNoSampleAndKeepStrata(Random random) {
    int[] strata = new int[40];
    Arrays.setAll(strata, i -> i % 4);
    GroupExchange exchange = GroupExchange.within(strata, Arrays.copyOf(strata, 16));

    int[][][] halves = exchange.halves(RandomStream.seeded(random.nextLong()));

    assertThat(halves[0][0]).hasSize(20).doesNotContain(halves[1][0]);
    assertThat(halves[0][1]).hasSize(8).doesNotContain(halves[1][1]);
    for (int[][] half : halves) {
      assertThat(Arrays.stream(half[0])).allMatch(sample -> sample < 40);
      assertThat(Arrays.stream(half[1])).allMatch(sample -> sample >= 40);
      for (int stratum = 0; stratum < 4; stratum++) {
        int one = stratum;
        assertThat(Arrays.stream(half[0]).filter(sample -> sample % 4 == one)).hasSize(5);
      }
    }
  }

  @Test
  void halvesOfPairsKeepThemTogether(Random random) {
    int[][][] halves = GroupExchange.pairs(11).halves(RandomStream.seeded(random.nextLong()));

    for (int[][] half : halves) {
      assertThat(half[0]).hasSize(5);
      assertThat(half[1]).isEqualTo(Arrays.stream(half[0]).map(pair -> pair + 11).toArray());
    }
    assertThat(halves[0][0]).doesNotContain(halves[1][0]);
  }

  @Test
  void countsComparisons() {
    assertThat(GroupExchange.pairs(12).comparisons()).isEqualTo(12);
    assertThat(GroupExchange.free(30, 60).comparisons()).isEqualTo(20);
  }

  @Test
  void refusesAnEmptyGroup() {
    assertThatThrownBy(() -> GroupExchange.free(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 0");
    assertThatThrownBy(() -> GroupExchange.pairs(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
