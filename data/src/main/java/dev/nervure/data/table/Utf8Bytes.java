package dev.nervure.data.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The characters of a reader as bytes of UTF-8. */
final class Utf8Bytes extends InputStream {

  private final Reader reader;
  private final char[] characters = new char[8192];
  private byte[] bytes = {};
  private int at;

  Utf8Bytes(Reader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, target, from, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private boolean fill() throws IOException {
    if (at < bytes.length) {
      return true;
    }
    // One place is left for the second half of a character that is cut by the end of the block.
    int count = reader.read(characters, 0, characters.length - 1);
    if (count <= 0) {
      return false;
    }
    if (Character.isHighSurrogate(characters[count - 1])) {
      int second = reader.read();
      if (second >= 0) {
        characters[count++] = (char) second;
      }
    }
    bytes = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
    at = 0;
    return true;
  }
}
