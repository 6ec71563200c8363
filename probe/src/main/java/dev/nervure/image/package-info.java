/** Images as grids of pixels: where their values lie, and how they are moved. */
@NullMarked
package dev.nervure.image;

import org.jspecify.annotations.NullMarked;
