package io.memspike.core.kind.token;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Scaled dot products (Vaswani et al., NeurIPS 2017), computed digitally at each step by itself. Ports: 0 queries, 1 keys, 2
 * values; positions are the tokens. For each head, over its part of the channels, d of them in queries and keys:
 *
 * <pre>  out(p) = Σ_j a_j · value(j) / Σ_j a_j,   a_j = e^(s_j − max s),   s_j = Σ_c query(p, c) · key(j, c) / √d</pre>
 *
 * with sums in ascending order, and a in double precision.
 *
 * @param heads parts of the channels that attend by themselves; divides the channels of all ports
 * @param causal whether a token sees only itself and those before it
 */
public record Attention(
        @Default("1") int heads, @Default("false") boolean causal) implements Kind {
    public Attention {
        require(heads >= 1, "attention: expected at least 1 head, found %d", heads);
    }

    @Override
    public int ports() {
        return 3;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        require(inputs.size() == 3, "attention: expected queries, keys and values, found %d inputs", inputs.size());
        final Shape queries = inputs.get(0);
        final Shape keys = inputs.get(1);
        final Shape values = inputs.get(2);
        require(
                queries.channels() == keys.channels() && keys.positions() == values.positions(),
                "attention: expected as many channels of keys as of queries and a value for each key, found %s, %s and %s",
                queries,
                keys,
                values);
        require(
                queries.channels() % heads == 0 && values.channels() % heads == 0,
                "attention: expected channels in %d heads, found %s and %s",
                heads,
                queries,
                values);
        require(
                !causal || queries.positions() == keys.positions(),
                "attention: expected a query for each key, found %s and %s",
                queries,
                keys);
        return new Shape(values.channels(), queries.height(), queries.width());
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
