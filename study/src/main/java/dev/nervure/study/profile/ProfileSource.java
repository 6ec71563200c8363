package dev.nervure.study.profile;

import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the activations of a profile come from: a network that is run on samples, or arrays that
 * the user has dumped.
 */
interface ProfileSource {
  /** The inputs, by role, for the manifest and for the keys of the stages. */
  Map<String, Manifest.Input> inputs();

  /** What evaluates the network, for the manifest; empty where none is run. */
  default Map<String, Object> engine() {
    return Map.of();
  }

  /** Key of everything that the activations of a layer depend on. */
  String activationsHash(LayerResult layer, ProfileOptions options);

  /** Key of the predictions and labels. */
  String samplesHash(ProfileOptions options);

  /**
   * The chosen layers in the order of their depth; dimensions as far as they are known before the
   * pass (0 otherwise).
   */
  List<LayerResult> layers(ProfileOptions options);

  /** Number of samples. */
  int size();

  /** Class of each sample, or null without labels. */
  int @Nullable [] labels();

  /** Names of the classes; empty without labels. */
  List<String> classNames();

  /** Position of a sample in the data as opened. */
  int originalIndex(int sample);

  /** What the user should know about the input and about the answers in the results. */
  List<String> notes(Results results);

  /** Expected seconds of the pass over all samples. */
  double secondsPerPass(ProfileOptions options);

  /** Expected peak memory of the pass, outside and inside the heap together. */
  long memoryPerPass(List<LayerResult> layers, ProfileOptions options);

  /**
   * One pass over all samples.
   *
   * @param layers whose rows are wanted
   * @param rows takes the rows of one batch of one layer; batches of a layer come in the order of
   *     the samples
   * @return the predicted class of each sample, or null where there is no model
   */
  int @Nullable [] pass(
      List<LayerResult> layers, ProfileOptions options, RowConsumer rows, Progress progress);
}
