package dev.nervure.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class FreshSeedTest {

  @Test
  void everyCallGivesAnotherSeedButTheOneAskedFor() {
    String before = System.clearProperty("test.seed");
    try {
      Set<Long> seeds = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        seeds.add(FreshSeed.next());
      }
      // 20 of 2^32 numbers: two agree once in 20 million runs; all agree never.
      assertThat(seeds.size()).isGreaterThan(1);
      System.setProperty("test.seed", "17");
      assertThat(FreshSeed.next()).isEqualTo(17);
    } finally {
      System.clearProperty("test.seed");
      if (before != null) {
        System.setProperty("test.seed", before);
      }
    }
  }

  @Test
  void theCommandNamesModuleTestAndSeed() {
    assertThat(FreshSeed.repeat(5, FreshSeedTest.class))
        .contains("-pl testing ", "-Dtest='FreshSeedTest*' ", "-Dtest.seed=5 ");
    class Inner {}
    assertThat(FreshSeed.repeat(5, Inner.class)).contains("-Dtest='FreshSeedTest*' ");
  }

  @Test
  void aTestGetsRandomNumbers(Random random) {
    assertThat(random.nextDouble()).isBetween(0.0, 1.0);
  }
}
