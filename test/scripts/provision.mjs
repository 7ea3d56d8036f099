// Provisions the engine of a recipe, in a process that a test can kill.
import { readFileSync } from 'node:fs'
import { provisionEngine } from '../../scripts/lib/engine.mjs'

const [recipe, cache] = process.argv.slice(2)
await provisionEngine(JSON.parse(readFileSync(recipe, 'utf8')), cache, process.execPath)
