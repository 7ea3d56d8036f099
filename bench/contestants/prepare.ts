import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { CASES } from '../cases/cases.ts'
import { writeCase } from './files.ts'

// Writes a case's weights and batches to a folder: node bench/contestants/prepare.ts <case> <folder>
const [name = '', folder = ''] = process.argv.slice(2)
await startEngine()
writeCase(CASES.get(name)!, folder)
