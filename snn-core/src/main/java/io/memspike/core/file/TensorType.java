package io.memspike.core.file;

/** Element types of safetensors, named as in the file. All are little-endian. */
public enum TensorType {
    /** Truth value, one byte, 0 or 1. */
    BOOL(1),
    /** Unsigned byte. */
    U8(1),
    /** Signed byte. */
    I8(1),
    /** Unsigned 16-bit integer. */
    U16(2),
    /** Signed 16-bit integer. */
    I16(2),
    /** IEEE half precision. */
    F16(2),
    /** The upper half of an F32. */
    BF16(2),
    /** Unsigned 32-bit integer. */
    U32(4),
    /** Signed 32-bit integer. */
    I32(4),
    /** IEEE single precision. */
    F32(4),
    /** Unsigned 64-bit integer; values from 2^63 up cannot be read as {@code long}. */
    U64(8),
    /** Signed 64-bit integer. */
    I64(8),
    /** IEEE double precision. */
    F64(8);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isFloat() {
        return this == F16 || this == BF16 || this == F32 || this == F64;
    }
}
