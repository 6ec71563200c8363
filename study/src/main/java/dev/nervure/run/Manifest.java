package dev.nervure.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is, as {@code manifest.json} holds it.
 *
 * @param format revision of the run directory's layout
 * @param version version of the tool that wrote it last
 * @param study the question asked, for example {@code profile}; empty in a new run
 * @param created when the folder was made, ISO-8601 UTC
 * @param updated when the manifest was last written, ISO-8601 UTC
 * @param environment JDK, operating system, processors, threads
 * @param engine what evaluated the network: library, version, instruction set; empty where none did
 * @param command the command that wrote it, with every option; null where a program did through the
 *     library
 * @param inputs what was measured, by role ({@code model}, {@code data}, {@code activations})
 * @param parameters every option with the value used, defaults included
 * @param seeds every seed by name
 * @param stages stages in the order of the plan
 * @param summary headline values such as the accuracy
 * @param notes what the user should know about this run (a capped class, a skipped layer)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
    int format,
    String version,
    String study,
    String created,
    String updated,
    Map<String, Object> environment,
    Map<String, Object> engine,
    @Nullable CommandRecord command,
    Map<String, Input> inputs,
    Map<String, Object> parameters,
    Map<String, Long> seeds,
    List<StageEntry> stages,
    Map<String, Object> summary,
    List<String> notes) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  /** Puts empty collections where a field is missing. */
  @SuppressWarnings("RedundantNullCheck") // Jackson hands over null for a missing field
  public Manifest {
    version = textOrEmpty(version);
    study = textOrEmpty(study);
    created = textOrEmpty(created);
    updated = textOrEmpty(updated);
    environment = environment == null ? Map.of() : ordered(environment);
    engine = engine == null ? Map.of() : ordered(engine);
    inputs = inputs == null ? Map.of() : ordered(inputs);
    parameters = parameters == null ? Map.of() : ordered(parameters);
    seeds = seeds == null ? Map.of() : ordered(seeds);
    stages = stages == null ? List.of() : List.copyOf(stages);
    summary = summary == null ? Map.of() : ordered(summary);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /**
   * Something that was measured.
   *
   * @param path where it was read, as given
   * @param description one line for the reader
   * @param hash SHA-256 of its content
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Input(String path, String description, String hash) {}

  /**
   * A stage of the plan.
   *
   * @param name unique within the run
   * @param hash key over its inputs, its parameters and the keys before it
   * @param state what became of it
   * @param seconds how long it took, null before it ended
   * @param files what it leaves beside its rows: files and folders, relative to the run directory
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record StageEntry(
      String name, String hash, State state, @Nullable Double seconds, List<String> files) {
    /** Puts an empty list where the field is missing. */
    @SuppressWarnings("RedundantNullCheck") // Jackson hands over null for a missing field
    public StageEntry {
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /** What became of a stage. */
  public enum State {
    /** Not run yet, or begun and not finished. */
    PENDING,
    /** Its rows and files are in the run directory. */
    DONE
  }

  /** The same manifest for a study. */
  public Manifest forStudy(
      String name,
      Map<String, Input> studyInputs,
      Map<String, Object> studyParameters,
      Map<String, Long> studySeeds) {
    return new Manifest(
        format,
        version,
        name,
        created,
        updated,
        environment,
        engine,
        command,
        studyInputs,
        studyParameters,
        studySeeds,
        stages,
        summary,
        notes);
  }

  /** The same manifest of results that this command makes. */
  public Manifest madeBy(CommandRecord maker) {
    return new Manifest(
        format,
        version,
        study,
        created,
        updated,
        environment,
        engine,
        maker,
        inputs,
        parameters,
        seeds,
        stages,
        summary,
        notes);
  }

  /** The same manifest of results for which this evaluated the network. */
  public Manifest withEngine(Map<String, Object> evaluator) {
    return new Manifest(
        format,
        version,
        study,
        created,
        updated,
        environment,
        evaluator,
        command,
        inputs,
        parameters,
        seeds,
        stages,
        summary,
        notes);
  }

  /** The same manifest with these stages. */
  public Manifest withStages(List<StageEntry> entries) {
    return new Manifest(
        format,
        version,
        study,
        created,
        updated,
        environment,
        engine,
        command,
        inputs,
        parameters,
        seeds,
        entries,
        summary,
        notes);
  }

  /** The same manifest with this summary and these notes. */
  public Manifest withSummary(Map<String, Object> headline, List<String> lines) {
    return new Manifest(
        format,
        version,
        study,
        created,
        updated,
        environment,
        engine,
        command,
        inputs,
        parameters,
        seeds,
        stages,
        headline,
        lines);
  }

  /** The same manifest, written by this version, on this machine, now. */
  Manifest stamped() {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Manifest(
        FORMAT,
        ToolVersion.TEXT,
        study,
        created.isEmpty() ? time : created,
        time,
        machine(),
        engine,
        command,
        inputs,
        parameters,
        seeds,
        stages,
        summary,
        notes);
  }

  private static Map<String, Object> machine() {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("java", System.getProperty("java.runtime.version", ""));
    environment.put("javaVendor", System.getProperty("java.vendor", ""));
    environment.put(
        "os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
    environment.put("architecture", System.getProperty("os.arch", ""));
    environment.put("processors", Runtime.getRuntime().availableProcessors());
    environment.put("maximumHeapBytes", Runtime.getRuntime().maxMemory());
    return environment;
  }

  static Manifest empty() {
    return new Manifest(
        FORMAT, "", "", "", "", Map.of(), Map.of(), null, Map.of(), Map.of(), Map.of(), List.of(),
        Map.of(), List.of());
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
