package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResamplerTest {

  @Test
  void halvingWeighsFourPixelsByTheTriangle() throws UnreadableImageException {
    // The middle pixel of 8 -> 4 lies between source pixels 2 and 3; weights 1, 3, 3, 1 over 8.
    PixelImage image = row(0, 80, 160, 0, 40, 0, 0, 0);
    byte[] halved = Resampler.resize(image, 4, 1).bytes();
    assertThat(halved[1] & 0xff).isEqualTo((80 + 3 * 160 + 0 + 40 + 4) / 8);
  }

  @Test
  void doublingInterpolatesBetweenNeighbours() throws UnreadableImageException {
    byte[] doubled = Resampler.resize(row(0, 100), 4, 1).bytes();
    assertThat(doubled).containsExactly(0, 25, 75, 100);
  }

  @Test
  void constantImagesStayConstant() throws UnreadableImageException {
    PixelImage image = new PixelImage(7, 5, 3, bytes(105, 201));
    for (int size = 1; size <= 20; size++) {
      byte[] resized = Resampler.resize(image, size, 21 - size).bytes();
      assertThat(resized).containsOnly((byte) 201);
    }
  }

  @Test
  void theMeanSurvivesShrinking() throws UnreadableImageException {
    byte[] stripes = new byte[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i % 2 == 0 ? 0 : 200);
    }
    for (byte value : Resampler.resize(new PixelImage(64, 64, 1, stripes), 8, 8).bytes()) {
      // Without antialiasing single stripes would be picked out: 0 or 200.
      assertThat(value & 0xff).isBetween(92, 108);
    }
  }

  private static PixelImage row(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new PixelImage(values.length, 1, 1, bytes);
  }

  private static byte[] bytes(int count, int value) {
    byte[] bytes = new byte[count];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
