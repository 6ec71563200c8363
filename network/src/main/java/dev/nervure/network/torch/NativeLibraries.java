package dev.nervure.network.torch;

import dev.nervure.network.NativeRuntimeException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the libraries from their jars into the cache folder, all of them before the first is
 * opened: otherwise the system's loader may complete a half-unpacked set with a libtorch of another
 * version that happens to be installed, and the process dies. A file lock keeps two processes from
 * doing it at once.
 */
final class NativeLibraries {

  private static final String TORCH = "/org/bytedeco/pytorch/";
  private static final String BLAS = "/org/bytedeco/openblas/";

  /**
   * In the order in which they depend on each other; names that a platform does not have are passed
   * over.
   */
  private static final List<String> TORCH_NAMES =
      List.of("gomp", "omp", "iomp5md", "c10", "torch_cpu", "torch", "jnitorch");

  private static final List<String> BLAS_NAMES =
      List.of("gcc_s", "quadmath", "gfortran", "openblas", "jniopenblas_nolapack", "jniopenblas");

  private static final List<String> SUFFIXES =
      List.of(".so", ".so.0", ".so.1", ".so.3", ".so.5", ".dylib", ".0.dylib", ".dll", "-1.dll");

  /**
   * Names of files that unpacking leaves are checked against this margin for block sizes and the
   * index of the jars.
   */
  private static final long MARGIN = 32L << 20;

  private NativeLibraries() {}

  static String platform() {
    return Loader.getPlatform();
  }

  /** Version of the binding: that of libtorch, then that of JavaCPP. */
  static String version() {
    String version = torch.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  static String cacheFolder() {
    try {
      return Loader.getCacheDir().getPath();
    } catch (IOException e) {
      return "(none: " + e.getMessage() + ")";
    }
  }

  static void unpack() throws IOException {
    List<String> resources = new ArrayList<>();
    boolean hasTorch = collect(TORCH + platform() + "/", TORCH_NAMES, resources);
    boolean hasBlas = collect(BLAS + platform() + "/", BLAS_NAMES, resources);
    if (!hasTorch || !hasBlas) {
      throw new NativeRuntimeException(
          "the native library for networks is missing for "
              + platform()
              + ": add org.bytedeco:"
              + (hasTorch ? "openblas" : "pytorch")
              + " with the classifier "
              + platform()
              + " to the class path; analysing activations that were saved to files needs none",
          null);
    }
    Path folder = Loader.getCacheDir().toPath();
    Files.createDirectories(folder);
    Path lockFile = folder.resolve("nervure.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the lock on " + lockFile + " was lost");
      }
      requireSpace(folder, resources);
      for (String resource : resources) {
        File unpacked = Loader.cacheResource(NativeLibraries.class.getResource(resource));
        if (unpacked == null) {
          throw new IOException(resource + " could not be unpacked into " + folder);
        }
      }
    }
  }

  /** Opens the unpacked libraries. */
  static void load() {
    PrintStream error = System.err;
    System.setErr(new WithoutVersionWarning(error));
    try {
      Loader.load(torch.class);
      Loader.load(openblas_nolapack.class);
    } finally {
      System.setErr(error);
    }
  }

  /**
   * Leaves out the line in which JavaCPP says that OpenBLAS is of another release than itself: it
   * is, and has to be, since none was published for this one.
   */
  private static final class WithoutVersionWarning extends PrintStream {
    WithoutVersionWarning(PrintStream error) {
      super(error, true);
    }

    @Override
    public void println(@Nullable String line) {
      if (line == null
          || !line.startsWith("Warning: Versions of org.bytedeco:javacpp:")
          || !line.contains("openblas")) {
        super.println(line);
      }
    }
  }

  private static boolean collect(String folder, List<String> names, List<String> resources) {
    boolean found = false;
    for (String name : names) {
      for (String suffix : SUFFIXES) {
        for (String prefix : List.of("lib", "")) {
          String resource = folder + prefix + name + suffix;
          if (NativeLibraries.class.getResource(resource) != null) {
            resources.add(resource);
            found = true;
          }
        }
      }
    }
    return found;
  }

  private static void requireSpace(Path folder, List<String> resources) throws IOException {
    long needed = 0;
    for (String resource : resources) {
      URL url = NativeLibraries.class.getResource(resource);
      long size = url == null ? 0 : Math.max(0, url.openConnection().getContentLengthLong());
      needed += isUnpacked(folder, resource, size) ? 0 : size;
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (needed > 0 && free < needed + MARGIN) {
      throw new NativeRuntimeException(
          "unpacking the native library for networks needs "
              + (needed >> 20)
              + " MiB in "
              + folder
              + " but only "
              + (free >> 20)
              + " MiB are free; free some, or set "
              + NativeRuntime.CACHE_VARIABLE
              + " to a folder with room",
          null);
    }
  }

  /** The cache keeps each jar's files under the jar's name, at the path they have inside. */
  private static boolean isUnpacked(Path folder, String resource, long size) throws IOException {
    try (java.nio.file.DirectoryStream<Path> jars = Files.newDirectoryStream(folder)) {
      for (Path jar : jars) {
        Path file = jar.resolve(resource.substring(1));
        if (Files.isRegularFile(file) && Files.size(file) == size) {
          return true;
        }
      }
    }
    return false;
  }
}
