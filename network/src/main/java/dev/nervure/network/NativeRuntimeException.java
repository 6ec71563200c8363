package dev.nervure.network;

import org.jspecify.annotations.Nullable;

/**
 * The native library that evaluates networks cannot be used on this machine: it is missing for the
 * platform, cannot be unpacked or does not load.
 */
public final class NativeRuntimeException extends ModelFailedException {

  private static final long serialVersionUID = 1L;

  public NativeRuntimeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
