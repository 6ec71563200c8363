package dev.nervure.network.torch.check;

import java.util.List;

/**
 * What the check of the native library found on this machine. The numbers that come out are right
 * either way: what computed wrongly is not in use.
 *
 * @param oneDnn whether oneDNN, the library of fast convolutions inside libtorch, may be used;
 *     where it may not, convolutions are computed by libtorch's own plain code, several times
 *     slower
 * @param faults what was wrong with everything switched on, one sentence each; empty where all was
 *     right
 */
public record EngineCheck(boolean oneDnn, List<String> faults) {

  /** Copies the list. */
  public EngineCheck {
    faults = List.copyOf(faults);
  }

  /** Whether all was right. */
  public boolean sound() {
    return faults.isEmpty();
  }

  /** The outcome in one line, with the first of the faults. */
  public String summary() {
    if (sound()) {
      return "right: single precision agrees with double precision";
    }
    return "oneDNN computes wrongly on this machine (%s%s) and is switched off: results are right, convolutions slower"
        .formatted(
            faults.get(0),
            faults.size() == 1 ? "" : ", and " + (faults.size() - 1) + " more of its checks");
  }
}
