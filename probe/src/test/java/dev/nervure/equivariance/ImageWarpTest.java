package dev.nervure.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.glassbox.block.ImageGroup;
import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.image.Boundary;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transformations of images by their names: what they do, and what they refuse. */
@ExtendWith(FreshSeed.class)
class ImageWarpTest {
  private static NdArray images(Random random, int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    values[0] = -0.0f;
    return NdArray.of(values, shape);
  }

  private static NdArray apply(String warp, NdArray images) {
    return ImageWarp.parse(warp).apply(images, Boundary.ZERO);
  }

  @Test
  void turnsAndFlipsGiveBackEveryBit(Random random) {
    NdArray images = images(random, 2, 3, 8, 8);
    int[] bits = bits(images);
    NdArray turned = images;
    for (int k = 0; k < 4; k++) {
      turned = apply("rotate90", turned);
    }
    assertThat(bits(turned)).isEqualTo(bits);
    for (String flip : new String[] {"flip_horizontal", "flip_vertical", "rotate180"}) {
      assertThat(bits(apply(flip, apply(flip, images)))).as(flip).isEqualTo(bits);
    }
    assertThat(bits(apply("rotate:90", images))).isEqualTo(bits(apply("rotate90", images)));
    assertThat(bits(apply("rotate270", apply("rotate90", images)))).isEqualTo(bits);
  }

  private static int[] bits(NdArray images) {
    float[] values = images.floats();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void theyAreTheGroupOfQuarterTurnsAndFlips(Random random) {
    NdArray image = images(random, 1, 1, 7, 7);
    ImageSize size = new ImageSize(7, 7);
    String[] turns = {"rotate90", "rotate180", "rotate270"};
    for (int element = 1; element < 4; element++) {
      assertThat(apply(turns[element - 1], image).doubles())
          .isEqualTo(ImageGroup.QUARTER_TURNS.act(element, size, image.doubles()));
    }
    assertThat(apply("flip_horizontal", image).doubles())
        .isEqualTo(ImageGroup.QUARTER_TURNS_AND_FLIPS.act(4, size, image.doubles()));
  }

  @Test
  void whatEachDoesToAnImageThatCanBeWrittenDown() {
    NdArray image = NdArray.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    assertThat(apply("rotate90", image).floats()).containsExactly(2, 4, 1, 3);
    assertThat(apply("flip_horizontal", image).floats()).containsExactly(2, 1, 4, 3);
    assertThat(apply("flip_vertical", image).floats()).containsExactly(3, 4, 1, 2);
    assertThat(apply("shift:1,0", image).floats()).containsExactly(0, 0, 1, 2);
    assertThat(apply("shift:0,-1", image).floats()).containsExactly(2, 0, 4, 0);
    assertThat(apply("intensity:2", image).floats()).containsExactly(2, 4, 6, 8);
    NdArray point = NdArray.of(new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, 1, 1, 3, 3);
    assertThat(apply("affine:1,0,1,0,1,-1", point).floats())
        .as("one down and one to the left")
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0);
    NdArray row = NdArray.of(new float[] {0, 0, 0, 0, 0, 0, 0, 1, 0}, 1, 1, 3, 3);
    assertThat(apply("shear:1", row).floats())
        .as("a row below the centre moves right")
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void aSmallerScaleShrinksTheContent() {
    float[] values = new float[81];
    values[4 * 9] = 1;
    values[4 * 9 + 8] = 1;
    float[] shrunk = apply("scale:0.5", NdArray.of(values, 1, 1, 9, 9)).floats();
    assertThat(shrunk[4 * 9 + 2]).isEqualTo(1);
    assertThat(shrunk[4 * 9 + 6]).isEqualTo(1);
  }

  @Test
  void theWayBackBringsASmoothImageHome() {
    int side = 33;
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      double y = (i / side - 16) / 6.0;
      double x = (i % side - 14) / 5.0;
      values[i] = (float) Math.exp(-y * y - x * x);
    }
    NdArray image = NdArray.of(values, 1, 1, side, side);
    for (String name : new String[] {"rotate:33", "shift:2.5,-1.5", "scale:1.2", "shear:0.3"}) {
      ImageWarp warp = ImageWarp.parse(name);
      float[] home = warp.inverse().apply(warp.apply(image, Boundary.ZERO), Boundary.ZERO).floats();
      for (int i = 0; i < home.length; i++) {
        // Two interpolations of a bump 5 pixels wide: about h^2 f'' / 8 twice, set beforehand.
        assertThat(home[i]).as(name).isCloseTo(values[i], within(0.04f));
      }
    }
  }

  @Test
  void channelsMayStandLast(Random random) {
    NdArray last = images(random, 1, 6, 6, 3);
    float[] turned = apply("rotate90", last).floats();
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 6; column++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(turned[(row * 6 + column) * 3 + channel])
              .isEqualTo(last.floats()[(column * 6 + 5 - row) * 3 + channel]);
        }
      }
    }
  }

  @Test
  void aListMayHoldNumbersWithCommas() {
    assertThat(ImageWarp.parseList("rotate90,shift:4,-2,flip_vertical"))
        .extracting(ImageWarp::name)
        .containsExactly("rotate90", "shift:4,-2", "flip_vertical");
    assertThatThrownBy(() -> ImageWarp.parseList("rotate90,rotate90"))
        .hasMessageContaining("twice");
  }

  @Test
  void whatIsNoTransformationIsRefusedWithWhatIs() {
    assertThatThrownBy(() -> ImageWarp.parse("spin")).hasMessageContaining("rotate90");
    assertThatThrownBy(() -> ImageWarp.parse("rotate"))
        .hasMessageContaining("1 number")
        .hasMessageContaining("rotate:45");
    assertThatThrownBy(() -> ImageWarp.parse("shift:4")).hasMessageContaining("2 numbers");
    assertThatThrownBy(() -> ImageWarp.parse("scale:0")).hasMessageContaining("positive");
    assertThatThrownBy(() -> ImageWarp.parse("scale:x")).hasMessageContaining("no finite number");
    assertThatThrownBy(() -> ImageWarp.parse("affine:0,0,0,0,0,0")).hasMessageContaining("inverse");
  }

  @Test
  void quarterTurnsNeedSquareImages() {
    assertThatThrownBy(() -> ImageWarp.parse("rotate90").requireFits(new int[] {1, 4, 6}))
        .hasMessageContaining("square")
        .hasMessageContaining("rotate:90");
    ImageWarp.parse("rotate180").requireFits(new int[] {1, 4, 6});
    ImageWarp.parse("rotate:90").requireFits(new int[] {1, 4, 6});
    assertThat(ImageWarp.parse("rotate:90").isExactOn(new int[] {1, 4, 6})).isFalse();
    assertThat(ImageWarp.parse("rotate:90").isExactOn(new int[] {1, 6, 6})).isTrue();
    assertThat(ImageWarp.parse("rotate:45").isExactOn(new int[] {1, 6, 6})).isFalse();
  }
}
