// Beside the importer of this folder, as it looks for its threads.
import '../../../src-main/workers/decoder.ts'
