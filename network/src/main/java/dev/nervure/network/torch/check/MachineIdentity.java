package dev.nervure.network.torch.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the outcome of the check depends on: the library, the processor as the system shows it with
 * its features and caches, the number of processors, and the environment variables by which these
 * libraries let themselves be steered.
 *
 * @param lines one property each
 */
public record MachineIdentity(List<String> lines) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /** Clock rates and the like change from second to second, these do not. */
  private static final Set<String> LASTING =
      Set.of(
          "vendor_id",
          "cpu family",
          "model",
          "model name",
          "stepping",
          "microcode",
          "flags",
          "CPU implementer",
          "CPU architecture",
          "CPU variant",
          "CPU part",
          "CPU revision",
          "Features");

  private static final List<String> CACHE_PROPERTIES =
      List.of("level", "type", "size", "ways_of_associativity", "number_of_sets");

  private static final List<String> PREFIXES =
      List.of("ATEN_", "DNNL_", "MKL_", "ONEDNN_", "OPENBLAS_", "PROCESSOR_");

  /** Copies the list. */
  public MachineIdentity {
    lines = List.copyOf(lines);
  }

  /**
   * This machine. What a system does not tell is left out.
   *
   * @param library name and version of what is checked, and the instruction set that it uses
   */
  public static MachineIdentity ofThisMachine(String library) {
    List<String> lines = new ArrayList<>();
    lines.add(library);
    lines.add(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.add(Runtime.getRuntime().availableProcessors() + " processors");
    new TreeMap<>(System.getenv())
        .forEach(
            (name, value) -> {
              if (PREFIXES.stream().anyMatch(name::startsWith)) {
                lines.add(name + "=" + value);
              }
            });
    lines.addAll(firstProcessor());
    lines.addAll(caches());
    return new MachineIdentity(lines);
  }

  /** A name for it that may stand in a file's name. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<String> firstProcessor() {
    List<String> lines = new ArrayList<>();
    try (Stream<String> all = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
      all.takeWhile(line -> !line.isBlank())
          .filter(line -> LASTING.contains(line.split("\\s*:", 2)[0].trim()))
          .forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
    return lines;
  }

  private static List<String> caches() {
    List<String> lines = new ArrayList<>();
    for (int index = 0; Files.isDirectory(CACHES.resolve("index" + index)); index++) {
      for (String property : CACHE_PROPERTIES) {
        try {
          lines.add(Files.readString(CACHES.resolve("index" + index).resolve(property)).trim());
        } catch (IOException e) {
          lines.add("unknown " + property);
        }
      }
    }
    return lines;
  }
}
