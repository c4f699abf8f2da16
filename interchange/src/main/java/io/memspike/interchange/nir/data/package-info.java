/** NIRData: signals of nodes, on a grid or as events, in and out of runs. */
package io.memspike.interchange.nir.data;
