/**
 * The command line: picocli commands, progress bars, exit codes. It holds the only {@code main} and
 * no computation of its own.
 */
@NullMarked
package dev.nervure.cli;

import org.jspecify.annotations.NullMarked;
