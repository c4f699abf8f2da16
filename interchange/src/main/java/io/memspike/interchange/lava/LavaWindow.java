package io.memspike.interchange.lava;

import io.memspike.core.kind.matrix.Size;

/** How the kernel of a convolution moves, rows before columns. */
public record LavaWindow(Size stride, Size padding, Size dilation, int groups) {}
