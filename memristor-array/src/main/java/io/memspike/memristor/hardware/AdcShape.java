package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.converter.TransferCurve;
import java.util.List;
import java.util.Locale;

/**
 * Where the transitions of ADCs lie, beside the one cubic curve that all columns may share.
 *
 * @param circuit {@code sar}, {@code ramp} or {@code flash}
 * @param spread of a SAR's unit capacitors as a fraction, of a flash's comparators in LSB; droop of a ramp:
 *     {@link AdcCircuit}
 * @param nonlinearitySigma deviation of the cubic non-linearity between columns
 * @param inl measured integral non-linearity in LSB, (columns, transitions): {@link TransferCurve#ofInl}; more columns begin
 *     with the first again. Null where nothing was measured.
 */
public record AdcShape(
        @JsonProperty(required = true) String circuit,
        @JsonProperty(required = true) double spread,
        double nonlinearitySigma,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<List<Double>> inl) {
    /** Ideal transitions, found one bit after the other. */
    public static final AdcShape USUAL = new AdcShape("sar", 0, 0, null);

    private static final String FORM = "sar:SIGMA, ramp:DROOP or flash:SIGMA";

    public AdcShape {
        circuit(circuit, spread); // checks
        TransferCurve.cubic(0, nonlinearitySigma); // checks
        if (inl != null) {
            inl = inl.stream().map(List::copyOf).toList();
            if (inl.isEmpty()) {
                throw new IllegalArgumentException("INL: expected the transitions of at least one column, found none");
            }
        }
    }

    /** The same with another circuit, as {@code sar:0.02}. */
    public AdcShape withCircuit(String text) {
        final int colon = text.indexOf(':');
        try {
            return new AdcShape(
                    colon < 0 ? text : text.substring(0, colon),
                    colon < 0 ? 0 : Double.parseDouble(text.substring(colon + 1)),
                    nonlinearitySigma,
                    inl);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ADC circuit: expected " + FORM + ", found '" + text + "'", e);
        }
    }

    /** The same with another deviation between columns. */
    public AdcShape withSigma(double sigma) {
        return new AdcShape(circuit, spread, sigma, inl);
    }

    /** The same with what was measured. */
    public AdcShape withInl(List<List<Double>> measured) {
        return new AdcShape(circuit, spread, nonlinearitySigma, measured);
    }

    /** How codes are found. */
    AdcCircuit adcCircuit() {
        return circuit(circuit, spread);
    }

    private static AdcCircuit circuit(String name, double spread) {
        return AdcCircuit.of(name, spread)
                .orElseThrow(
                        () -> new IllegalArgumentException("ADC circuit: expected " + FORM + ", found '" + name + "'"));
    }

    /** The curves before it, for a mean cubic strength. */
    TransferCurve curve(Resolution resolution, double nonlinearity) {
        if (inl == null) {
            return TransferCurve.cubic(nonlinearity, nonlinearitySigma);
        }
        if (nonlinearity != 0 || nonlinearitySigma != 0) {
            throw new IllegalArgumentException(
                    "converters: expected a non-linearity of 0 beside one that was measured, found " + nonlinearity
                            + " and " + nonlinearitySigma + " between columns");
        }
        return TransferCurve.byColumn(inl.stream()
                .map(column -> TransferCurve.ofInl(
                        resolution,
                        column.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList());
    }

    /** For people. */
    public String words() {
        final StringBuilder words = new StringBuilder();
        if (spread != 0 || !circuit.equals(USUAL.circuit)) {
            words.append(String.format(Locale.ROOT, ", %s of %s", circuit, spread));
        }
        if (nonlinearitySigma != 0) {
            words.append(", non-linearity differing by ").append(nonlinearitySigma);
        }
        if (inl != null) {
            words.append(String.format(Locale.ROOT, ", INL of %d columns as measured", inl.size()));
        }
        return words.toString();
    }
}
