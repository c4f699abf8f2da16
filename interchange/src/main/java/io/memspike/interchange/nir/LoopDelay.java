package io.memspike.interchange.nir;

/** Which edge of a loop is a step late. */
public enum LoopDelay {
    /** The one that closes the loop, behind its weights: their bias is absent from the first step, as in Norse. */
    BEHIND_WEIGHTS,
    /** The one in front of what has no state, as weights: their bias is there from the first step on, as in snnTorch. */
    BEFORE_WEIGHTS
}
