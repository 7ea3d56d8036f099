import { PlaySchema } from '../../../src-main/contract/play.ts'
import { trainToys } from '../../../src-main/play/train.ts'

// Run by ../play.ts in a process of one thread: trains the toys that its argument describes, and prints what they
// have reached as JSON.
const settings = PlaySchema.parse(JSON.parse(process.argv[2]!))
const results = await trainToys(settings, {
  report: () => undefined,
  signal: new AbortController().signal
})
console.log(JSON.stringify(results))
process.exit(0)
