import { capture } from '../../src-main/engine/capture.ts'
import { loadOurs } from './ours.ts'
import { serve } from './serve.ts'

// The studio's own step, one graph call each.
await serve(loadOurs(capture))
