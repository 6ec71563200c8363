package dev.nervure.study.dynamics;

import dev.nervure.run.Manifest;
import dev.nervure.run.Subject;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.learned.UntrainedTwins;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The networks of one training or several, epoch by epoch, on the same samples. */
public interface NetworkSeries extends AutoCloseable {
  /** What has to be trained first; empty where the networks are there. */
  List<Task> trainings();

  /** The networks by epoch, and by model where there are several trainings; one at least. */
  SortedMap<Subject, ActivationSource> sources();

  /** Untrained networks to compare with; null for none. */
  @Nullable UntrainedTwins twins();

  /** Whether the samples of the sources were trained on. */
  boolean onTrainingSamples();

  /** What is asked about, by role. */
  Map<String, Manifest.Input> inputs();

  /** Every option with the value used. */
  Map<String, Object> parameters();

  /** Every seed by name. */
  Map<String, Long> seeds();

  /** What is missing, left out or in doubt, a sentence each. */
  List<String> notes();

  /** Frees what the plan was made with. */
  @Override
  void close();
}
