package dev.nervure.study;

import dev.nervure.network.torch.NativeRuntime;
import dev.nervure.network.torch.NativeStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** What evaluates networks, as manifests hold it; the only place that says which fields. */
public final class EngineRecord {
  private EngineRecord() {}

  /** The engine of this process, which it starts where it has not been used yet. */
  public static Map<String, Object> now() {
    NativeStatus status = NativeRuntime.status();
    Map<String, Object> engine = new LinkedHashMap<>();
    engine.put("library", "libtorch");
    engine.put("version", status.version());
    engine.put("platform", status.platform());
    engine.put("instructionSet", status.instructionSet());
    engine.put("oneDnn", status.check().oneDnn());
    engine.put("faults", status.check().faults());
    return engine;
  }
}
