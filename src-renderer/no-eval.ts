import { z } from 'zod'

// The page's content security policy forbids `eval`, which zod would otherwise try for speed and
// the browser report as a violation. Must run before the first schema is made, so main.ts imports
// it before anything else.
z.config({ jitless: true })
