/** What the tests of all modules share: data beside the project, its root, and fresh seeds. */
@NullMarked
package dev.nervure.testing;

import org.jspecify.annotations.NullMarked;
