package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.jacobian.Vectors;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every {@link Heading}. */
@ExtendWith(FreshSeed.class)
abstract class HeadingContract {

  /** Of a walk that begins at the origin, in so many coordinates. */
  abstract Heading of(int size, RandomStream random);

  private static double[] point(Random random, int size) {
    return random.doubles(size, -1, 1).toArray();
  }

  @Test
  void wantedIsAVelocityAndNothingIsChanged(Random random) {
    int size = 1 + random.nextInt(20);
    Heading heading = of(size, RandomStream.seeded(random.nextLong()));
    double[] last = null;
    for (int step = 0; step < 30; step++) {
      double[] point = step == 0 ? new double[size] : point(random, size);
      double[] before = point.clone();
      double[] lastBefore = last == null ? null : last.clone();
      double[] wanted = heading.wanted(point, last, 0.1);
      assertThat(wanted).hasSize(size);
      assertThat(Vectors.allFinite(wanted)).isTrue();
      assertThat(Vectors.norm(wanted)).isPositive();
      assertThat(point).isEqualTo(before);
      assertThat(last).isEqualTo(lastBefore);
      last = wanted.clone();
      Vectors.normalize(last);
    }
  }

  @Test
  void theSameSeedGivesTheSameWalk(Random random) {
    int size = 1 + random.nextInt(20);
    long seed = random.nextLong();
    Heading first = of(size, RandomStream.seeded(seed));
    Heading second = of(size, RandomStream.seeded(seed));
    for (int step = 0; step < 30; step++) {
      double[] point = step == 0 ? new double[size] : point(random, size);
      assertThat(second.wanted(point, null, 0.1)).isEqualTo(first.wanted(point, null, 0.1));
      assertThat(second.mayEnd(point)).isEqualTo(first.mayEnd(point));
      assertThat(second.longestStep(1, 0.5)).isEqualTo(first.longestStep(1, 0.5));
    }
  }

  @Test
  void stepsAreNeverNegativeAndAShareIsAShare(Random random) {
    int size = 1 + random.nextInt(20);
    Heading heading = of(size, RandomStream.seeded(random.nextLong()));
    double[] wanted = heading.wanted(new double[size], null, 0.1);
    double length = Vectors.norm(wanted);
    for (int k = 0; k < 30; k++) {
      assertThat(heading.longestStep(length, length * random.nextDouble()))
          .isGreaterThanOrEqualTo(0);
    }
    assertThat(heading.longestStep(length, length)).isPositive();
    assertThat(heading.targetCurvature()).isBetween(0.0, 1.0);
    assertThat(heading.arrival()).isNotNull();
  }

  /** Asked again without the step before, a drawn velocity is another one; others stay. */
  @Test
  void onlyWhatIsDrawnIsAnotherOneWhenAskedAgain(Random random) {
    int size = 2 + random.nextInt(20);
    double[] point = random.nextBoolean() ? new double[size] : point(random, size);
    RandomStream stream = RandomStream.seeded(random.nextLong());
    Heading heading = of(size, stream);
    if (heading.isDrawn(point)) {
      assertThat(heading.wanted(point, null, 0.1)).isNotEqualTo(heading.wanted(point, null, 0.1));
    } else {
      assertThat(heading.wanted(point, null, 0.1)).isEqualTo(heading.wanted(point, null, 0.1));
    }
  }
}
