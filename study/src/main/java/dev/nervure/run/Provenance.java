package dev.nervure.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What made the results in a folder. A run directory has it in its manifest; any other folder of
 * results has it in a file of its own, {@code command.json}.
 *
 * @param version of the tool
 * @param created ISO-8601 UTC
 * @param command null where a program made the results through the library
 * @param engine what evaluated the network: library, version, instruction set; empty where none did
 * @param inputs what was read, by role, with SHA-256
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provenance(
    String version,
    String created,
    @Nullable CommandRecord command,
    Map<String, Object> engine,
    Map<String, Manifest.Input> inputs) {

  /** The file beside results that are no run. */
  public static final String FILE_NAME = "command.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Copies the maps; a file may lack a field. */
  @SuppressWarnings("RedundantNullCheck") // Jackson hands over null for a missing field
  public Provenance {
    version = version == null ? "" : version;
    created = created == null ? "" : created;
    engine = engine == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(engine));
    inputs = inputs == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** What this version makes now. */
  public static Provenance now(
      CommandRecord command, Map<String, Object> engine, Map<String, Manifest.Input> inputs) {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Provenance(ToolVersion.TEXT, time, command, engine, inputs);
  }

  /**
   * What made the results in a folder; null where it does not say.
   *
   * @throws BadRunException when its file is damaged
   */
  public static @Nullable Provenance read(Path folder) {
    return read(folder, "");
  }

  /**
   * The same where a folder may hold several results.
   *
   * @param part what the name of the record begins with
   */
  static @Nullable Provenance read(Path folder, String part) {
    if (!Files.isRegularFile(folder.resolve(ManifestFile.FILE_NAME))) {
      return readFile(folder.resolve(part + FILE_NAME));
    }
    try {
      Manifest run = ManifestFile.read(folder);
      return new Provenance(
          run.version(), run.created(), run.command(), run.engine(), run.inputs());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The same from a file such as {@code command.json}; null where it is not there. */
  static @Nullable Provenance readFile(Path file) {
    try {
      return Files.isRegularFile(file)
          ? MAPPER.readValue(Files.readAllBytes(file), Provenance.class)
          : null;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadRunException unreadable(Path where, IOException cause) {
    return new BadRunException(
        "cannot read in %s how these results were made: %s".formatted(where, cause.getMessage()),
        cause);
  }

  /** Writes it beside results that are no run, whole or not at all. */
  public void write(Path folder) {
    write(folder, "");
  }

  /**
   * The same where a folder holds several results.
   *
   * @param part what the names of the files of this one begin with
   */
  public void write(Path folder, String part) {
    PlainJson.write(folder.resolve(part + FILE_NAME), this);
  }

  /** In what these results answer another question than other ones; empty where they do not. */
  public List<String> differences(Provenance there) {
    if (command == null || there.command == null) {
      return List.of("made by a program, which left no command");
    }
    List<String> differences = new ArrayList<>(command.differences(there.command));
    inputs.forEach(
        (role, input) -> {
          Manifest.Input other = there.inputs.get(role);
          if (other == null || !other.hash().equals(input.hash())) {
            differences.add(
                "%s %s there, %s here"
                    .formatted(role, other == null ? "not read" : named(other), named(input)));
          }
        });
    if (!Objects.equals(version, there.version)) {
      differences.add("version %s there, %s here".formatted(there.version, version));
    }
    return differences;
  }

  private static String named(Manifest.Input input) {
    return "%s (SHA-256 %.8s)".formatted(input.path(), input.hash());
  }
}
