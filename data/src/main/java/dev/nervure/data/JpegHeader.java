package dev.nervure.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/**
 * What the markers before the first scan of a JPEG file say about its colours. The components of a
 * JPEG have no names; which colours they are follows from its markers, by the rules of the IJG
 * library, which nearly all readers and writers keep to.
 *
 * @param componentIds one a component, as the frame numbers them
 * @param jfif whether the file is marked as JFIF, so that three components are YCbCr
 * @param adobeTransform of Adobe's marker: 0 none, 1 YCbCr, 2 YCCK; -1 without the marker
 * @param orientation of the EXIF data, 1 to 8; 1 (upright) where there is none
 */
record JpegHeader(List<Integer> componentIds, boolean jfif, int adobeTransform, int orientation) {

  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  JpegHeader {
    componentIds = List.copyOf(componentIds);
  }

  /**
   * Reads the markers from the beginning of a stream, which is left where it was.
   *
   * @throws IOException if they cannot be followed
   */
  static JpegHeader read(ImageInputStream stream) throws IOException {
    stream.mark();
    try {
      return parse(stream);
    } finally {
      stream.reset();
    }
  }

  private static JpegHeader parse(ImageInputStream stream) throws IOException {
    List<Integer> ids = List.of();
    boolean jfif = false;
    int transform = -1;
    int orientation = 1;
    stream.skipBytes(2);
    for (int marker = nextMarker(stream);
        marker != START_OF_SCAN && marker != END_OF_IMAGE;
        marker = nextMarker(stream)) {
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        continue; // these stand alone
      }
      byte[] segment = new byte[Math.max(0, stream.readUnsignedShort() - 2)];
      stream.readFully(segment);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        ids = componentIds(segment);
      } else if (marker == APP0) {
        jfif |= startsWith(segment, JFIF);
      } else if (marker == APP14 && startsWith(segment, ADOBE) && segment.length >= 12) {
        transform = segment[11] & 0xff;
      } else if (marker == APP1 && startsWith(segment, EXIF)) {
        orientation = ExifOrientation.of(segment, EXIF.length);
      }
    }
    return new JpegHeader(ids, jfif, transform, orientation);
  }

  private static int nextMarker(ImageInputStream stream) throws IOException {
    int value = stream.readUnsignedByte();
    while (value != 0xff) {
      value = stream.readUnsignedByte();
    }
    while (value == 0xff) {
      value = stream.readUnsignedByte();
    }
    return value;
  }

  private static List<Integer> componentIds(byte[] frame) {
    List<Integer> ids = new ArrayList<>();
    for (int at = 6; at + 2 < frame.length; at += 3) {
      ids.add(frame[at] & 0xff);
    }
    return ids;
  }

  private static boolean startsWith(byte[] segment, byte[] start) {
    return segment.length >= start.length
        && Arrays.equals(segment, 0, start.length, start, 0, start.length);
  }

  /** Whether three components are red, green and blue as they stand rather than YCbCr. */
  boolean isRgb() {
    if (jfif) {
      return false;
    }
    return adobeTransform >= 0
        ? adobeTransform == 0
        : componentIds.equals(List.of((int) 'R', (int) 'G', (int) 'B'));
  }

  /** Whether the first three of four components are YCbCr, of the complements of C, M and Y. */
  boolean isYcck() {
    return adobeTransform > 0;
  }
}
