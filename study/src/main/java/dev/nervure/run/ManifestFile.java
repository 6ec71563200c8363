package dev.nervure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code manifest.json}. Any bytes may stand there: what is no manifest is refused
 * as such.
 */
final class ManifestFile {
  static final String FILE_NAME = "manifest.json";

  /**
   * Above this it is no manifest: a stage takes some 200 bytes, and runs have thousands of stages
   * at most.
   */
  private static final long LARGEST = 64L << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ManifestFile() {}

  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    long bytes = Files.size(file);
    if (bytes > LARGEST) {
      throw damaged(file, "it has " + bytes + " bytes", null);
    }
    Manifest manifest;
    try {
      manifest = MAPPER.readValue(Files.readAllBytes(file), Manifest.class);
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    }
    if (manifest == null) {
      throw damaged(file, "it is empty", null);
    }
    if (manifest.format() != Manifest.FORMAT) {
      throw new BadRunException(
          "%s has format %d, this version reads format %d; use the version that wrote it (%s)"
              .formatted(file, manifest.format(), Manifest.FORMAT, manifest.version()));
    }
    return manifest;
  }

  static void write(Path folder, Manifest manifest) throws IOException {
    AtomicFile.write(folder.resolve(FILE_NAME), MAPPER.writeValueAsBytes(manifest));
  }

  private static BadRunException damaged(Path file, String why, @Nullable Throwable cause) {
    return new BadRunException(
        "%s is damaged (%s); delete the run directory and run again".formatted(file, why), cause);
  }
}
