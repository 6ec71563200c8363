package dev.nervure.network.onnx;

import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts nodes into an order in which each comes after what it reads; among those that are ready the
 * file's order decides.
 */
final class NodeOrder {

  private NodeOrder() {}

  /** O((n + e) log n) for n nodes and e edges. */
  static List<Node> sort(Path file, List<Node> nodes, Set<String> available) {
    Map<String, Integer> producers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty() && (available.contains(output) || producers.put(output, i) != null)) {
          throw new BadModelException(
              "edge " + output + " is written twice", file.toString(), OnnxReader.CHECK_ADVICE);
        }
      }
    }
    int[] missing = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        if (input.isEmpty() || available.contains(input)) {
          continue;
        }
        Integer producer = producers.get(input);
        if (producer == null) {
          throw new BadModelException(
              nodes.get(i).operator()
                  + " node "
                  + nodes.get(i).label()
                  + " reads edge "
                  + input
                  + ", which nothing writes",
              file.toString(),
              OnnxReader.CHECK_ADVICE);
        }
        readers.get(producer).add(i);
        missing[i]++;
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> sorted = new ArrayList<>();
    for (Integer next = ready.poll(); next != null; next = ready.poll()) {
      sorted.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      int stuck = 0;
      while (missing[stuck] == 0) {
        stuck++;
      }
      throw new BadModelException(
          "the graph has a cycle through "
              + nodes.get(stuck).operator()
              + " node "
              + nodes.get(stuck).label(),
          file.toString(),
          OnnxReader.CHECK_ADVICE);
    }
    return sorted;
  }
}
