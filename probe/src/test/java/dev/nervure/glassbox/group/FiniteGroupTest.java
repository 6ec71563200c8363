package dev.nervure.glassbox.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.glassbox.block.ImageGroup;
import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class FiniteGroupTest {
  @Test
  void fourTurnsAndFlipsMultiplyAsTheyMoveImages(Random random) {
    ImageSize size = new ImageSize(5, 5);
    double[] image = random.doubles(size.pixels()).toArray();
    ImageGroup images = ImageGroup.QUARTER_TURNS_AND_FLIPS;
    FiniteGroup group = FiniteGroup.dihedral(4);
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        assertThat(images.act(a, size, images.act(b, size, image)))
            .isEqualTo(images.act(group.product(a, b), size, image));
      }
    }
  }

  @Test
  void translationsFromTheLeftFollowTheGroup(Random random) {
    FiniteGroup group = FiniteGroup.dihedral(5);
    double[] f = random.doubles(10).toArray();
    int a = random.nextInt(10);
    int b = random.nextInt(10);
    assertThat(group.translate(a, group.translate(b, f)))
        .isEqualTo(group.translate(group.product(a, b), f));
    assertThat(group.translate(group.inverse(a), group.translate(a, f))).isEqualTo(f);
    assertThat(group.translate(group.identity(), f)).isEqualTo(f);
  }

  @Test
  void anyTableOfAGroupIsTaken() {
    FiniteGroup klein =
        FiniteGroup.ofTable(
            "V", new int[][] {{3, 2, 1, 0}, {2, 3, 0, 1}, {1, 0, 3, 2}, {0, 1, 2, 3}});
    assertThat(klein.identity()).isEqualTo(3);
    assertThat(klein.inverse(1)).isEqualTo(1);
  }

  @Test
  void otherTablesAreRefused() {
    assertRefused(new int[][] {{0, 1}, {1, 2}}, "the product of 1 and 1 is 2");
    assertRefused(new int[][] {{0, 1}, {1}}, "1 columns in row 1");
    assertRefused(new int[][] {{1, 1}, {1, 1}}, "no element of T leaves all others");
    assertRefused(new int[][] {{0, 1}, {1, 1}}, "element 1 of T has no inverse");
    /* A loop: every row and column has every element once. */
    assertRefused(
        new int[][] {
          {0, 1, 2, 3, 4}, {1, 0, 3, 4, 2}, {2, 4, 0, 1, 3}, {3, 2, 4, 0, 1}, {4, 3, 1, 2, 0}
        },
        "T is no group: (1 1) 2 is 2 but 1 (1 2) is 4");
    assertThatThrownBy(() -> FiniteGroup.cyclic(0)).hasMessageContaining("n of C_n must be 1 to");
  }

  private static void assertRefused(int[][] table, String message) {
    assertThatThrownBy(() -> FiniteGroup.ofTable("T", table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
