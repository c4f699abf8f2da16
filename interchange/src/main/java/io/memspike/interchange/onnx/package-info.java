/**
 * Encoders of text as ONNX files hold them: an {@link io.memspike.interchange.onnx.OnnxEncoder} recognises one by what flows where,
 * and an {@link io.memspike.interchange.onnx.Encoder} makes a model of it.
 */
package io.memspike.interchange.onnx;
