package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nervure.network.BadModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads tensors that lie in files beside the model. A location must be a relative path without
 * {@code ..} that leads, through folders that are no symbolic links, to a plain file with one name
 * (no symbolic link, no second hard link) below the model's own folder. The file is opened without
 * following links. The bytes read in total are bounded by a multiple of the sizes of the files, so
 * that many tensors cannot be laid over one.
 */
final class ExternalData {

  /** Tied weights may be stored once and used several times. */
  private static final long MAXIMUM_REUSE = 8;

  private final Path model;
  private final Map<Path, Long> bytesLeft = new HashMap<>();

  ExternalData(Path model) {
    this.model = model;
  }

  /** The {@code length} bytes of a tensor. */
  ByteBuffer read(TensorProto proto, long length, String where) {
    String location = "";
    long offset = 0;
    long declared = length;
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(entry, where);
        case "length" -> declared = number(entry, where);
        default -> {
          // Checksums and unknown keys say nothing about where the bytes are.
        }
      }
    }
    if (declared != length) {
      throw refuse(where + " needs " + length + " bytes but declares " + declared);
    }
    Path path = contained(location, where);
    try {
      long size = Files.size(path);
      if (offset < 0 || offset > size || length > size - offset) {
        throw refuse(
            where
                + " lies at bytes "
                + offset
                + " to "
                + (offset + length)
                + " of "
                + location
                + ", which has only "
                + size);
      }
      long left = bytesLeft.getOrDefault(path, MAXIMUM_REUSE * size) - length;
      if (left < 0 || length > Integer.MAX_VALUE - 8) {
        throw refuse(
            "its tensors ask for more than " + MAXIMUM_REUSE + " times the bytes of " + location);
      }
      bytesLeft.put(path, left);
      return read(path, offset, (int) length);
    } catch (IOException e) {
      throw new BadModelException(
          where + " cannot be read from " + location + ": " + e.getMessage(),
          model.toString(),
          "put the file with the weights beside the model",
          e);
    }
  }

  private static ByteBuffer read(Path path, long offset, int length) throws IOException {
    Set<java.nio.file.OpenOption> options =
        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("it ends after " + channel.position() + " bytes");
        }
      }
      return bytes.flip();
    }
  }

  private Path contained(String location, String where) {
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw refuse(where + " has the location '" + location + "', which is not a path");
    }
    boolean windowsStyle = location.contains("\\") || location.contains(":");
    if (location.isEmpty() || relative.isAbsolute() || windowsStyle || location.startsWith("/")) {
      throw unsafe(where, location, "is not a plain relative path");
    }
    // A model is a file, so that its absolute path has a parent.
    Path path = model.toAbsolutePath().resolveSibling("");
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        throw unsafe(where, location, "leaves the model's folder");
      }
      path = path.resolve(part);
      if (Files.isSymbolicLink(path)) {
        throw unsafe(where, location, "goes through a symbolic link");
      }
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadModelException(
          where + " is stored in " + location + ", which does not exist",
          model.toString(),
          "put the file with the weights beside the model");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw unsafe(where, location, "is not a plain file");
    }
    if (hardLinks(path) > 1) {
      throw unsafe(where, location, "has a second name (hard link)");
    }
    return path;
  }

  /** Number of names of a file; 1 on file systems that do not tell. */
  private static int hardLinks(Path path) {
    try {
      Object count = Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      return count instanceof Integer links ? links : 1;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }

  private long number(StringStringEntryProto entry, String where) {
    try {
      return Long.parseLong(entry.getValue());
    } catch (NumberFormatException e) {
      throw refuse(where + ": " + entry.getKey() + " '" + entry.getValue() + "' is no number");
    }
  }

  private BadModelException unsafe(String where, String location, String why) {
    return new BadModelException(
        where + " is stored in '" + location + "', which " + why + ", so it is not opened",
        model.toString(),
        "save the model with all its data in one folder, as plain files");
  }

  private BadModelException refuse(String what) {
    return new BadModelException(what, model.toString(), OnnxReader.CHECK_ADVICE);
  }
}
