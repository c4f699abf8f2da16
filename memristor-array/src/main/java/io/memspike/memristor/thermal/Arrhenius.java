package io.memspike.memristor.thermal;

/**
 * Age at one temperature in that of another, by Arrhenius' law (Zeitschrift für Physikalische Chemie 4, 226, 1889):
 *
 * <pre>  t_ref = t · exp(E_a/k · (1/T_ref − 1/T))</pre>
 *
 * with Boltzmann's constant k. How a cell ages is told at T_ref, by its device; a cell at T has aged as one at T_ref has after t_ref.
 *
 * @param kelvin T, temperature that cells have had since they were written, finite and above 0
 * @param referenceKelvin T_ref, temperature at which the device's ageing was measured, finite and above 0
 * @param activationElectronvolts E_a, activation energy of what ages, finite and at least 0
 */
public record Arrhenius(double kelvin, double referenceKelvin, double activationElectronvolts) {
    private static final double COULOMBS = 1.602176634e-19; // of an electron, exact: SI of 2019

    public Arrhenius {
        ThermalNoise.requirePositive("temperature", "K", kelvin);
        ThermalNoise.requirePositive("reference temperature", "K", referenceKelvin);
        if (!(activationElectronvolts >= 0 && activationElectronvolts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("activation energy: expected a finite number of eV of at least 0, found "
                    + activationElectronvolts);
        }
    }

    /** The same at another temperature. */
    public Arrhenius at(double otherKelvin) {
        return new Arrhenius(otherKelvin, referenceKelvin, activationElectronvolts);
    }

    /**
     * t_ref.
     *
     * @param seconds t, at least 0
     * @throws IllegalArgumentException where it is beyond what a double can hold
     */
    public double referenceSeconds(double seconds) {
        final double perKelvin = activationElectronvolts * COULOMBS / ThermalNoise.BOLTZMANN;
        final double age = seconds * StrictMath.exp(perKelvin * (1 / referenceKelvin - 1 / kelvin));
        if (seconds == 0) {
            return 0; // however fast
        }
        if (!(age < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("age: expected a finite one at the reference temperature, found " + age);
        }
        return age;
    }
}
