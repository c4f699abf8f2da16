/**
 * Networks of others in the Neuromorphic Intermediate Representation (Pedersen et al., Nature Communications 2024): a {@link
 * io.memspike.interchange.nir.NirGraph} is what a file says, with nested graphs made flat; {@link
 * io.memspike.interchange.nir.NirModel} is the model that it becomes by a {@link
 * io.memspike.interchange.nir.Discretisation}, which says what the format leaves open.
 */
package io.memspike.interchange.nir;
