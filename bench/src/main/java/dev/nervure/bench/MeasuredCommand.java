package dev.nervure.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that ran to its end.
 *
 * @param out standard output
 * @param wallSeconds by the clock
 * @param cpuSeconds user and system time of all its threads
 * @param peakMiB largest resident set seen
 */
record MeasuredCommand(List<String> out, double wallSeconds, double cpuSeconds, double peakMiB) {

  /** Runs a command under the shell's own timer. Linux only. */
  static MeasuredCommand run(List<String> command) {
    List<String> timed = new ArrayList<>();
    timed.add("bash");
    timed.add("-c");
    timed.add("TIMEFORMAT='%R %U %S'; time \"$@\" 2>/dev/null");
    timed.add("measured");
    timed.addAll(command);
    try {
      Path out = Files.createTempFile("measured", ".out");
      Path err = Files.createTempFile("measured", ".err");
      Process process =
          new ProcessBuilder(timed)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      double peak = 0;
      while (process.isAlive()) {
        Thread.sleep(10);
        peak = Math.max(peak, process.descendants().mapToDouble(MeasuredCommand::peak).sum());
      }
      String[] times = Files.readString(err).trim().split("\\s+");
      List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
      Files.delete(out);
      Files.delete(err);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " ended with " + process.exitValue());
      }
      return new MeasuredCommand(
          lines,
          Double.parseDouble(times[0]),
          Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
          peak);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The high-water mark of a process, 0 if it has gone. */
  private static double peak(ProcessHandle process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // the process ended between being listed and being looked at
    }
  }
}
