package dev.nervure.network.torch;

import dev.nervure.network.torch.check.EngineCheck;

/**
 * The state of the native library.
 *
 * @param available whether networks can be evaluated
 * @param platform operating system and processor
 * @param version of libtorch, empty where it is not available
 * @param instructionSet what of the processor is used, such as AVX2
 * @param cacheFolder where the libraries are unpacked
 * @param blasThreads size of the pool of OpenBLAS; anything but 1 costs speed
 * @param check what the check of its arithmetic found on this machine
 * @param problem why it is not available, empty where it is
 */
public record NativeStatus(
    boolean available,
    String platform,
    String version,
    String instructionSet,
    String cacheFolder,
    int blasThreads,
    EngineCheck check,
    String problem) {}
