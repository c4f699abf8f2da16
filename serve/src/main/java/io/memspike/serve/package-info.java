/**
 * The live page. {@link io.memspike.serve.Server} listens, {@link io.memspike.serve.site.Site} is what each
 * {@linkplain io.memspike.serve.site.Part part of the page} puts its routes into, one package each: digits, holes, arrays,
 * streams, runs. What a browser shows lies as files beside this package, in {@code page}.
 */
package io.memspike.serve;
