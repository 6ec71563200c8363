package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import java.util.List;

/**
 * A kind of sentence about a run, computed from its values. It says only what they bear: a rise or
 * a fall, for example, only where the 95 % intervals of its two ends are apart.
 */
interface Finding {
  /** The sentences; empty where the run has nothing of the kind. */
  List<String> sentences(RunView run);
}
