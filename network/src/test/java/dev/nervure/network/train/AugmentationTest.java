package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.network.train.Augmentation.Fill;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final int SIDE = 8;
  private static final int CHANNELS = 2;

  private static float[] image() {
    float[] image = new float[CHANNELS * SIDE * SIDE];
    RandomStream random = RandomStream.seeded(5);
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextDouble();
    }
    return image;
  }

  private static float[] apply(Augmentation augmentation, float[] image, long seed) {
    float[] copy = image.clone();
    augmentation.apply(copy, 0, CHANNELS, SIDE, SIDE, RandomStream.seeded(seed));
    return copy;
  }

  private static float[] shifted(float[] image, int down, int right, boolean mirrored) {
    float[] result = new float[image.length];
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int row = y + down;
          int column = (mirrored ? SIDE - 1 - x : x) + right;
          if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
            result[(c * SIDE + y) * SIDE + x] = image[(c * SIDE + row) * SIDE + column];
          }
        }
      }
    }
    return result;
  }

  @Test
  void flipAndCropMoveWholePixelsExactly() {
    Augmentation augmentation = new Augmentation(true, 1, 0, 0, 0, 0, Fill.ZERO);
    Set<String> possible = new HashSet<>();
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        possible.add(Arrays.toString(shifted(image(), down, right, false)));
        possible.add(Arrays.toString(shifted(image(), down, right, true)));
      }
    }
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 300; seed++) {
      seen.add(Arrays.toString(apply(augmentation, image(), seed)));
    }
    assertThat(seen).isEqualTo(possible);
  }

  @Test
  void noneChangesNothing() {
    assertThat(Augmentation.none().isNone()).isTrue();
    assertThat(apply(Augmentation.none(), image(), 1)).isEqualTo(image());
  }

  @Test
  void theSameStreamGivesTheSameImageAndAnotherStreamAnother() {
    float[] first = apply(Augmentation.strong(), image(), 11);
    assertThat(apply(Augmentation.strong(), image(), 11)).isEqualTo(first);
    assertThat(apply(Augmentation.strong(), image(), 12)).isNotEqualTo(first);
  }

  @Test
  void affineMapsKeepAConstantImageWhereTheNearestPixelFills() {
    float[] constant = new float[CHANNELS * SIDE * SIDE];
    Arrays.fill(constant, 0.75f);
    for (int seed = 0; seed < 20; seed++) {
      for (float value : apply(Augmentation.strong(), constant, seed)) {
        // Four bilinear weights that sum to 1 within rounding.
        assertThat(value).isCloseTo(0.75f, within(1e-6f));
      }
    }
  }

  @Test
  void aLinearImageIsMappedLinearlyAboutItsCentre() {
    // Bilinear sampling is exact on a plane, and rotation and zoom keep the value at the centre.
    int side = 9;
    float[] plane = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        plane[y * side + x] = 10 + 2 * y - x;
      }
    }
    Augmentation augmentation = new Augmentation(false, 0, 30, 0, 0.2, 0.1, Fill.NEAREST);
    for (int seed = 0; seed < 20; seed++) {
      float[] copy = plane.clone();
      augmentation.apply(copy, 0, 1, side, side, RandomStream.seeded(seed));
      float centre = copy[4 * side + 4];
      assertThat(centre).isCloseTo(14f, within(1e-4f));
      assertThat(copy[3 * side + 4] + copy[5 * side + 4]).isCloseTo(28f, within(1e-4f));
      assertThat(copy[4 * side + 3] + copy[4 * side + 5]).isCloseTo(28f, within(1e-4f));
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Augmentation(false, -1, 0, 0, 0, 0, Fill.ZERO))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new Augmentation(false, 0, 0, 0, 1, 0, Fill.ZERO))
        .hasMessageContaining("zoom");
  }
}
