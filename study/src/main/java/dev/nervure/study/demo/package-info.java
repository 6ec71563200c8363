/** The demonstration: data, network, training and profile from nothing but the program itself. */
@NullMarked
package dev.nervure.study.demo;

import org.jspecify.annotations.NullMarked;
