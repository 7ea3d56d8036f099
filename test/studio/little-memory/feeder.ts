// Beside the trainer of this folder, as it looks for its thread.
import '../../../src-main/workers/feeder.ts'
