import { parentPort, workerData } from 'node:worker_threads'
import { fillFeed, type FeedTask } from '../training/feed-fill.ts'

// A thread of the trainer rather than a process: batches reach the step through shared memory.
fillFeed(workerData as FeedTask, (message) => parentPort?.postMessage(message))
