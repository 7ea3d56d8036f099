// TensorFlow.js as a web page has it: loads the model at a URL and prints its pictures, metadata and shapes.
import * as tf from '@tensorflow/tfjs'

const [url, latents] = process.argv.slice(2)
await tf.setBackend('cpu')
const model = await tf.loadLayersModel(url)
const pictures = model.predict(tf.tensor2d(JSON.parse(latents)))
const facts = model.getUserDefinedMetadata()
const values = [...pictures.dataSync()]
process.stdout.write(`${JSON.stringify({ facts, shape: pictures.shape, values })}\n`)
