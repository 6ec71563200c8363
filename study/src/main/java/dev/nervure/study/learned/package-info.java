/**
 * What was learned: networks beside others of the same graph that have not learned it, untrained or
 * trained on shuffled labels.
 */
@NullMarked
package dev.nervure.study.learned;

import org.jspecify.annotations.NullMarked;
