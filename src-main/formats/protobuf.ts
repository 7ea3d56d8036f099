// The protocol buffers wire format (protobuf.dev, "Encoding"), as much of it as graphs, ONNX models and
// TensorBoard's events need. Writing it takes fewer lines than typing somebody's untyped message classes.

const VARINT = 0
const BYTES = 2
const FIXED64 = 1
const FIXED32 = 5

/** Collects the fields of one message. */
export interface MessageWriter {
  integer(field: number, value: number): MessageWriter
  float(field: number, value: number): MessageWriter
  double(field: number, value: number): MessageWriter
  bytes(field: number, value: Uint8Array): MessageWriter
  text(field: number, value: string): MessageWriter
  message(field: number, write: (inner: MessageWriter) => void): MessageWriter
  finish(): Uint8Array
}

/** Starts an empty message. */
export function createMessage(): MessageWriter {
  const parts: Uint8Array[] = []
  const tag = (field: number, type: number): void => {
    parts.push(varint(field * 8 + type))
  }
  const writer: MessageWriter = {
    integer(field, value) {
      tag(field, VARINT)
      parts.push(varint(value))
      return writer
    },
    float(field, value) {
      tag(field, FIXED32)
      parts.push(new Uint8Array(new Float32Array([value]).buffer))
      return writer
    },
    double(field, value) {
      tag(field, FIXED64)
      parts.push(new Uint8Array(new Float64Array([value]).buffer))
      return writer
    },
    bytes(field, value) {
      tag(field, BYTES)
      parts.push(varint(value.length), value)
      return writer
    },
    text: (field, value) => writer.bytes(field, Buffer.from(value)),
    message(field, write) {
      const inner = createMessage()
      write(inner)
      return writer.bytes(field, inner.finish())
    },
    finish: () => Buffer.concat(parts)
  }
  return writer
}

// Negative numbers are written as 64-bit two's complement, which takes BigInt.
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
