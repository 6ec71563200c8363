package dev.nervure.data;

/**
 * A decoded image.
 *
 * @param width in pixels
 * @param height in pixels
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param bytes height x width x channels
 */
@SuppressWarnings("ArrayRecordComponent")
record PixelImage(int width, int height, int channels, byte[] bytes) {

  /** As grey if red, green and blue are the same everywhere, whatever the file's own kind. */
  PixelImage withoutEqualChannels() {
    if (channels == 1) {
      return this;
    }
    for (int i = 0; i < bytes.length; i += 3) {
      if (bytes[i] != bytes[i + 1] || bytes[i] != bytes[i + 2]) {
        return this;
      }
    }
    byte[] grey = new byte[bytes.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = bytes[3 * i];
    }
    return new PixelImage(width, height, 1, grey);
  }

  /** As one channel: ITU-R BT.601 luma, rounded. */
  PixelImage grey() {
    if (channels == 1) {
      return this;
    }
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int red = bytes[3 * i] & 0xff;
      int green = bytes[3 * i + 1] & 0xff;
      int blue = bytes[3 * i + 2] & 0xff;
      // 0.299, 0.587, 0.114 in units of 2^-16.
      grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 32768) >> 16);
    }
    return new PixelImage(width, height, 1, grey);
  }

  /** As three channels. */
  PixelImage rgb() {
    if (channels == 3) {
      return this;
    }
    byte[] rgb = new byte[bytes.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = bytes[i / 3];
    }
    return new PixelImage(width, height, 3, rgb);
  }

  /** The part that begins at a corner. */
  PixelImage cropped(int left, int top, int newWidth, int newHeight) {
    byte[] part = new byte[newWidth * newHeight * channels];
    for (int y = 0; y < newHeight; y++) {
      int from = ((top + y) * width + left) * channels;
      System.arraycopy(bytes, from, part, y * newWidth * channels, newWidth * channels);
    }
    return new PixelImage(newWidth, newHeight, channels, part);
  }

  /** The bytes with channels first: channels x height x width. */
  byte[] channelsFirst() {
    if (channels == 1) {
      return bytes;
    }
    byte[] planes = new byte[bytes.length];
    int area = width * height;
    for (int pixel = 0; pixel < area; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        planes[channel * area + pixel] = bytes[pixel * channels + channel];
      }
    }
    return planes;
  }
}
