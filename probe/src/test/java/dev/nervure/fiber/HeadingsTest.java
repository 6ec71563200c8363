package dev.nervure.fiber;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;

class HeadingsTest {

  @Nested
  class RandomHeadingTest extends HeadingContract {
    @Override
    Heading of(int size, RandomStream random) {
      return new RandomHeading(random, 1);
    }
  }

  @Nested
  class RandomHeadingWithoutMemoryTest extends HeadingContract {
    @Override
    Heading of(int size, RandomStream random) {
      return new RandomHeading(random, 0);
    }
  }

  @Nested
  class FarthestHeadingTest extends HeadingContract {
    @Override
    Heading of(int size, RandomStream random) {
      return new FarthestHeading(new double[size], random);
    }
  }

  @Nested
  class TargetHeadingTest extends HeadingContract {
    @Override
    Heading of(int size, RandomStream random) {
      double[] target = new double[size];
      Arrays.fill(target, 3);
      return new TargetHeading(target);
    }
  }
}
