import { parentPort, workerData } from 'node:worker_threads'
import { serveDecoder, type DecoderTask } from '../datasets/pool/serve.ts'

// A thread of the importer rather than a process: results come without being copied.
if (parentPort) serveDecoder(workerData as DecoderTask, parentPort)
