package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierBlocksTest {
  private static final ImageSize SIZE = new ImageSize(32, 32);

  @Test
  void moduliAreOneOfEachPair() {
    assertThat(new FourierModulusBlock(SIZE).coefficients()).hasSize(2 * 17 + 15 * 32);
    assertThat(new FourierModulusBlock(new ImageSize(5, 4)).coefficients()).hasSize(11);
  }

  /** A wave of whole numbers has its own frequency alone; energy is that of the pixels. */
  @Test
  void aWaveHasOneModulus() {
    ImageSize size = new ImageSize(16, 12);
    double[] wave = new double[size.pixels()];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = Math.cos(2 * Math.PI * (3.0 * (i / 12) / 16 - 2.0 * (i % 12) / 12));
    }
    FourierModulusBlock block = new FourierModulusBlock(size);
    double[] values = block.of(wave);
    for (int i = 0; i < values.length; i++) {
      boolean own = block.coefficients().get(i).name().equals("frequency 3 down, -2 to the right");
      assertThat(values[i]).isCloseTo(own ? Math.sqrt(size.pixels()) / 2 : 0, within(1e-12));
    }
  }

  @Test
  void aPatternMayMoveOnBlackGround() {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    double[] one = new double[SIZE.pixels()];
    double[] moved = new double[SIZE.pixels()];
    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 20; column++) {
        double value = random.nextDouble();
        one[row * 32 + column] = value;
        moved[(row + 7) * 32 + column + 12] = value;
      }
    }
    FourierMellinBlock block = new FourierMellinBlock(SIZE);
    double[] before = block.of(one);
    double[] after = block.of(moved);
    assertThat(before).hasSize(1 + 24 * 13);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i])
          .as(FreshSeed.repeat(seed, getClass()))
          .isCloseTo(before[i], within(1e-12));
    }
  }

  /** A round blob is the same in every direction: of a circle only harmonic 0 is left. */
  @Test
  void aRoundBlobHasNoHarmonics() {
    double[] blob = new double[SIZE.pixels()];
    for (int i = 0; i < blob.length; i++) {
      double row = i / 32 - 15.5;
      double column = i % 32 - 15.5;
      blob[i] = Math.exp(-(row * row + column * column) / 18);
    }
    double[] values = new FourierMellinBlock(SIZE).of(blob);
    for (int r = 0; r < 24; r++) {
      for (int harmonic = 1; harmonic < 13; harmonic++) {
        assertThat(values[1 + r * 13 + harmonic]).isLessThan(1e-5);
      }
    }
    assertThat(values[1]).isGreaterThan(0.5);
  }
}
