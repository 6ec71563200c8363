package dev.nervure.network.torch;

import dev.nervure.network.NativeRuntimeException;
import dev.nervure.network.torch.check.CheckRecord;
import dev.nervure.network.torch.check.EngineCheck;
import dev.nervure.network.torch.check.MachineIdentity;
import dev.nervure.network.torch.check.SelfCheck;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Starts the native library, once in a process and before anything else touches it: unpacks it,
 * loads it, checks at the first start on a machine that it computes rightly, and sets the pool of
 * threads of OpenBLAS to one. The library's own threads are set by {@link NativeScope}.
 */
public final class NativeRuntime {

  /**
   * Environment variable that moves the folder of unpacked libraries; the system property {@code
   * org.bytedeco.javacpp.cachedir} goes before it.
   */
  public static final String CACHE_VARIABLE = "NERVURE_NATIVE_CACHE";

  private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static boolean loaded;
  private static EngineCheck check = new EngineCheck(true, List.of());
  private static @Nullable NativeRuntimeException failure;

  private NativeRuntime() {}

  /**
   * Makes the library ready; cheap after the first call. The first call on a machine unpacks about
   * 450 MB into the cache folder, which takes seconds, and checks the library's arithmetic, which
   * takes some tenths of one; where oneDNN is wrong it is switched off, with a line on standard
   * error.
   *
   * @throws NativeRuntimeException if that is not possible; says why and what to do
   */
  public static synchronized void ensureLoaded() {
    if (loaded) {
      return;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      configure();
      NativeLibraries.unpack();
      NativeLibraries.load();
      // Where it does not know the processor it says so at every convolution, and is not used.
      torch.globalContext().setUserEnabledNNPACK(false);
      check = check();
      torch.set_num_threads(1);
      // Two pools of threads would spin against each other, and slow derivatives down several
      // times.
      openblas_nolapack.blas_set_num_threads(1);
      loaded = true;
    } catch (NativeRuntimeException e) {
      failure = e;
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      failure =
          new NativeRuntimeException(
              "the native library for networks does not load on "
                  + NativeLibraries.platform()
                  + ": "
                  + e
                  + "; analysing activations that were saved to files needs no native library",
              e);
      throw failure;
    }
  }

  /**
   * What a report on the installation needs to know; loads the library, and tells instead of
   * throwing where it cannot.
   */
  public static NativeStatus status() {
    configure();
    String platform = NativeLibraries.platform();
    String folder = NativeLibraries.cacheFolder();
    try {
      ensureLoaded();
      return new NativeStatus(
          true,
          platform,
          NativeLibraries.version(),
          torch.get_cpu_capability().getString(),
          folder,
          openblas_nolapack.blas_get_num_threads(),
          check,
          "");
    } catch (NativeRuntimeException e) {
      return new NativeStatus(
          false, platform, "", "", folder, 0, check, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What the check of this machine found, from its record or, the first time, by running it. A
   * fault is told once, where it is found.
   */
  private static EngineCheck check() throws IOException {
    MachineIdentity machine =
        MachineIdentity.ofThisMachine(
            "libtorch %s %s"
                .formatted(NativeLibraries.version(), torch.get_cpu_capability().getString()));
    CheckRecord record = CheckRecord.in(Loader.getCacheDir().toPath(), machine);
    Optional<EngineCheck> before = record.read();
    if (before.isPresent()) {
      torch.globalContext().setUserEnabledMkldnn(before.get().oneDnn());
      return before.get();
    }
    EngineCheck found = SelfCheck.ofEverything().run();
    record.write(found);
    if (!found.sound()) {
      System.err.println("nervure: " + found.summary());
    }
    return found;
  }

  private static void configure() {
    String folder = System.getenv(CACHE_VARIABLE);
    if (folder != null && !folder.isEmpty() && System.getProperty(CACHE_PROPERTY) == null) {
      System.setProperty(CACHE_PROPERTY, folder);
    }
    // By default the binding gives up when the process is larger than twice the Java heap, which
    // says nothing about native tensors.
    if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    }
    if (System.getProperty("org.bytedeco.javacpp.maxbytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    }
  }
}
