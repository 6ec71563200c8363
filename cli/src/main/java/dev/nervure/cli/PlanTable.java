package dev.nervure.cli;

import dev.nervure.progress.Cost;
import dev.nervure.run.PlainJson;
import dev.nervure.study.Plan;
import dev.nervure.study.PlannedStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What would be done and what it would cost. */
final class PlanTable {
  private PlanTable() {}

  /** Prints the plan as a table or as JSON. */
  static void print(Session session, OutputOptions output, Plan plan, Path folder) {
    if (output.json) {
      session.print(PlainJson.indented(tree(plan, folder)));
      return;
    }
    TextTable table = new TextTable(1);
    table.add(List.of("stage", "time", "memory", "disk"));
    for (PlannedStage planned : plan.stages()) {
      String name = planned.stage().name();
      Cost cost = planned.stage().cost();
      if (planned.done()) {
        table.add(List.of(name, "done"));
      } else {
        table.add(
            List.of(
                name,
                Quantities.seconds(cost.seconds()),
                Quantities.bytes(cost.memoryBytes()),
                Quantities.bytes(cost.diskBytes())));
      }
    }
    table.lines().forEach(session::print);
    session.print("");
    session.print(
        "%d of %d stages to do, about %s on %d threads"
            .formatted(
                plan.pending().size(),
                plan.stages().size(),
                Quantities.seconds(plan.seconds()),
                plan.threads()));
    session.print(
        "memory: %s of %s; disk: %s of %s"
            .formatted(
                Quantities.bytes(plan.memoryBytes()),
                Quantities.bytes(plan.availableMemoryBytes()),
                Quantities.bytes(plan.diskBytes()),
                Quantities.bytes(plan.availableDiskBytes())));
    session.print("run: " + folder + (plan.fits() ? "" : " (does not fit)"));
  }

  private static Map<String, Object> tree(Plan plan, Path folder) {
    List<Map<String, Object>> stages = new ArrayList<>();
    for (PlannedStage planned : plan.stages()) {
      Cost cost = planned.stage().cost();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", planned.stage().name());
      one.put("done", planned.done());
      one.put("seconds", cost.seconds());
      one.put("memoryBytes", cost.memoryBytes());
      one.put("diskBytes", cost.diskBytes());
      stages.add(one);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", folder.toString());
    tree.put("stages", stages);
    tree.put("threads", plan.threads());
    tree.put("seconds", plan.seconds());
    tree.put("memoryBytes", plan.memoryBytes());
    tree.put("availableMemoryBytes", plan.availableMemoryBytes());
    tree.put("diskBytes", plan.diskBytes());
    tree.put("availableDiskBytes", plan.availableDiskBytes());
    tree.put("fits", plan.fits());
    return tree;
  }
}
