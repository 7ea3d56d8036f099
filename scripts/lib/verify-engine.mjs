// Loads a TensorFlow addon in a process of its own, so that a crash is an exit code, and has it
// multiply two matrices. Prints one JSON object.
import { createRequire } from 'node:module'

const addon = createRequire(import.meta.url)(process.argv[2])

const float = addon.TF_FLOAT
const matrix = (values) => addon.createTensor([2, 2], float, Float32Array.from(values))
const attributes = [
  { name: 'transpose_a', type: addon.TF_ATTR_BOOL, value: false },
  { name: 'transpose_b', type: addon.TF_ATTR_BOOL, value: false },
  { name: 'T', type: addon.TF_ATTR_TYPE, value: float }
]
const inputs = [matrix([1, 2, 3, 4]), matrix([5, 6, 7, 8])]
const [product] = addon.executeOp('MatMul', attributes, inputs, 1)
const values = Array.from(addon.tensorDataSync(product.id))
if (String(values) !== '19,22,43,50') throw new Error(`The product came out as ${values}`)

console.log(JSON.stringify({ product: values, tensorflow: addon.TF_Version }))
