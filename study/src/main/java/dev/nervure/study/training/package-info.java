/** Networks that a study trains itself, as a task like any other. */
@NullMarked
package dev.nervure.study.training;

import org.jspecify.annotations.NullMarked;
