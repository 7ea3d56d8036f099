// The one that is always there.
import '../../../src-main/workers/importer.ts'
