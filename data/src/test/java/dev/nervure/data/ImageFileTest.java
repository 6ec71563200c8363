package dev.nervure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Image files of 24 x 16 pixels, and what Pillow 12.3 makes of them with {@code convert("RGB")}:
 * the file of the same name with {@code .rgb}.
 */
class ImageFileTest {

  /** Pillow and this reader round the product of ink and light to the nearest byte. */
  private static final int INK = 1;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cmyk.jpg",
        "cmyk_icc.jpg",
        "cmyk_prog.jpg",
        "ycck.jpg",
        "ycck_icc.jpg",
        "rgb.jpg",
        "rgb444.jpg",
        "prog.jpg",
        "rgbrgb.jpg",
        "rgb444_ids012.jpg",
        "exif.jpg",
        "rgb_icc.jpg",
        "pal.png",
        "la.png",
        "rgba.png",
        "pal.gif",
        "anim.gif",
        "inter.gif",
        "trans.gif",
        "rgb.tiff",
        "lzw.tiff",
        "defl.tiff",
        "g4.tiff",
        "rgba.tiff",
        "multi.tiff",
        "wiz.tiff",
        "rgb.bmp",
        "pal.bmp"
      })
  void pixelsAreThoseOfPillow(String name) throws Exception {
    PixelImage image = ImageFile.read(copy(name)).pixels().rgb();
    byte[] expected = bytes(name + ".rgb");
    assertThat(image.width()).isEqualTo(24);
    assertThat(image.height()).isEqualTo(16);
    int most = name.startsWith("cmyk") || name.startsWith("ycck") ? INK : 0;
    assertThat(largestDifference(image.bytes(), expected)).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i16.png", "i16.tiff"})
  void sixteenBitsAreRounded(String name) throws Exception {
    PixelImage image = ImageFile.read(copy(name)).pixels();
    assertThat(image.channels()).isEqualTo(1);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        long stored = (x * 10 + y) * 200L;
        assertThat(image.bytes()[y * 24 + x] & 0xff)
            .isEqualTo((int) Math.round(stored * 255 / 65535.0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cmyk_nomark.jpg",
        "webp.webp",
        "f32.tiff",
        "lab.tiff",
        "lab_plain.tiff",
        "cmyk.tiff",
        "pal.tiff"
      })
  void whatHasNoOneReadingIsRefused(String name) throws IOException {
    Path file = copy(name);
    assertThatThrownBy(() -> ImageFile.read(file)).isInstanceOf(UnreadableImageException.class);
  }

  @Test
  void whatIsLeftAsideIsRemarked() throws Exception {
    assertThat(ImageFile.read(copy("exif.jpg")).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("orientation");
    assertThat(ImageFile.read(copy("turned.tiff")).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("orientation");
    assertThat(ImageFile.read(copy("anim.gif")).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("several");
    assertThat(ImageFile.read(copy("multi.tiff")).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("several");
    assertThat(ImageFile.read(copy("rgb.jpg")).remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cmyk.jpg",
        "ycck.jpg",
        "rgb.jpg",
        "prog.jpg",
        "pal.png",
        "pal.gif",
        "inter.gif",
        "rgb.tiff",
        "lzw.tiff",
        "g4.tiff",
        "rgb.bmp",
        "pal.bmp"
      })
  void noPartOfAFileIsAPicture(String name) throws Exception {
    byte[] whole = bytes(name);
    PixelImage full = ImageFile.read(copy(name)).pixels();
    int refused = 0;
    for (int length = 0; length < whole.length; length += 7) {
      Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, length));
      try {
        // A few bytes at the end hold no pixels.
        assertThat(ImageFile.read(cut).pixels().bytes())
            .as("%d bytes", length)
            .isEqualTo(full.bytes());
      } catch (UnreadableImageException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 7 * 8 / 10);
  }

  @Test
  void aGifWhoseFirstPictureDoesNotFillItIsRefused() throws IOException {
    byte[] gif = bytes("pal.gif");
    gif[6] = 25; // the width of the screen
    Path file = Files.write(folder.resolve("patch.gif"), gif);
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("fill");
  }

  private static int largestDifference(byte[] one, byte[] other) {
    assertThat(one).hasSameSizeAs(other);
    int largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((one[i] & 0xff) - (other[i] & 0xff)));
    }
    return largest;
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream stream = ImageFileTest.class.getResourceAsStream("/images/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }
}
