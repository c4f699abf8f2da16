package io.memspike.memristor.device;

/** A polynomial by its coefficients in ascending order, evaluated by Horner's rule in plain arithmetic. */
record Polynomial(double... coefficients) {
    double at(double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
