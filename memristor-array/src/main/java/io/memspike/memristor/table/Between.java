package io.memspike.memristor.table;

/** What lies between two points that were measured. */
final class Between {
    private Between() {}

    /** On the line through two points; at and beyond them what they are themselves. */
    static double linear(double x, double lowX, double lowY, double highX, double highY) {
        if (x <= lowX) {
            return lowY;
        }
        return x >= highX ? highY : lowY + (highY - lowY) * ((x - lowX) / (highX - lowX));
    }
}
