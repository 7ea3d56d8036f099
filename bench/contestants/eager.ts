import { runEagerly } from '../../src-main/engine/eager.ts'
import { loadOurs } from './ours.ts'
import { serve } from './serve.ts'

// The studio's own step, operation by operation.
await serve(loadOurs(runEagerly))
