package dev.nervure.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRuntimeTest {

  @TempDir Path folder;

  @Test
  void statusTellsWhatIsLoaded() {
    NativeStatus status = NativeRuntime.status();
    assertThat(status.available()).isTrue();
    assertThat(status.version()).startsWith("2.13.0");
    assertThat(status.platform()).isNotEmpty();
    assertThat(status.problem()).isEmpty();
  }

  /**
   * Two pools of threads that spin against each other cost derivatives and training up to thirty
   * times their speed.
   */
  @Test
  void theSecondThreadPoolHasOneThread() {
    NativeRuntime.ensureLoaded();
    assertThat(NativeRuntime.status().blasThreads()).isEqualTo(1);
  }

  /**
   * The first start on a machine, twice at once: with a system libtorch around an unguarded one
   * dies.
   */
  @Test
  @Tag("slow")
  void twoProcessesUnpackIntoAnEmptyFolderAtOnce() throws IOException, InterruptedException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(start(System.getProperty("java.class.path"), cache));
    }
    for (Process process : processes) {
      assertThat(output(process)).contains("available=true");
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void saysWhatIsMissingWithoutTheLibraries() throws IOException, InterruptedException {
    String withoutNatives =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> !entry.matches(".*(linux|macosx|windows)-\\w+\\.jar"))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    Process process = start(withoutNatives, folder);
    String output = output(process);
    assertThat(output).contains("available=false").contains("org.bytedeco:pytorch");
    assertThat(output).doesNotContain("Exception in thread");
    assertThat(process.waitFor()).isZero();
  }

  private static Process start(String classPath, Path cache) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx256m", "-cp", classPath, StatusMain.class.getName());
    builder.environment().put(NativeRuntime.CACHE_VARIABLE, cache.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    try (InputStream in = process.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return text;
    }
  }

  /** What the child processes run. */
  static final class StatusMain {
    private StatusMain() {}

    public static void main(String[] arguments) {
      System.out.println(NativeRuntime.status());
    }
  }
}
