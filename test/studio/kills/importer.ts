// The real importer, which first says who it is, so that it can be killed.
import { writeFileSync } from 'node:fs'

writeFileSync(process.env['IMPORTER_PID_FILE']!, String(process.pid))
await import('../../../src-main/workers/importer.ts')
