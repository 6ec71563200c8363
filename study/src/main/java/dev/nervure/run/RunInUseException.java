package dev.nervure.run;

import java.nio.file.Path;

/** Another live process is writing to the run directory. */
public final class RunInUseException extends ResourceException {
  private static final long serialVersionUID = 1L;

  private final long processId;

  RunInUseException(Path folder, long processId) {
    super(
        "run directory %s is in use by process %s; wait for it, stop it, or write to another folder"
            .formatted(folder, processId < 0 ? "(unknown)" : Long.toString(processId)));
    this.processId = processId;
  }

  /** The process that holds the run directory, or -1 where it could not be read. */
  public long processId() {
    return processId;
  }
}
