package io.memspike.memristor.converter;

/** Which signs a converter knows. */
public enum Polarity {
    /** From 0 to full scale. */
    UNIPOLAR,
    /** From minus full scale to full scale. */
    BIPOLAR;

    /** Lower end of the range, in full scales: 0 or −1. */
    double from() {
        return this == BIPOLAR ? -1 : 0;
    }

    /** Width of the range, in full scales: 1 or 2. */
    double span() {
        return 1 - from();
    }
}
