package dev.nervure.study.fiber.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.run.BadRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files of a result, which others may have damaged. */
final class ResultFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResultFile() {}

  /**
   * The values of a result.
   *
   * @param list a field that every such file has, a list
   * @param again what the user should do where the file is damaged
   * @throws BadRunException when it is no such file
   */
  static JsonNode values(Path file, String list, String again) {
    try {
      JsonNode values = MAPPER.readTree(Files.readAllBytes(file));
      if (!values.isObject() || !values.path(list).isArray()) {
        throw new BadRunException(file + " is damaged; " + again);
      }
      return values;
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  /**
   * All bytes of a file.
   *
   * @throws BadRunException when it cannot be read
   */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static BadRunException cannotRead(Path file, IOException cause) {
    return new BadRunException("cannot read " + file + ": " + cause.getMessage(), cause);
  }
}
