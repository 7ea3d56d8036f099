import { arithmetic } from './arithmetic.ts'
import type { Command } from './command.ts'
import { demo } from './demo.ts'
import { directions } from './directions.ts'
import { doctor } from './doctor.ts'
import { drawSampleSet } from './draw.ts'
import { engine } from './engine.ts'
import { evaluate } from './evaluate.ts'
import { experiment } from './experiment.ts'
import { exportModel } from './export-model.ts'
import { fork } from './fork.ts'
import { importFolder } from './import.ts'
import { play } from './play.ts'
import { project } from './project.ts'
import { regenerate } from './regenerate.ts'
import { report } from './report.ts'
import { resume } from './resume.ts'
import { runs } from './runs.ts'
import { sample } from './sample.ts'
import { settings } from './settings.ts'
import { train } from './train.ts'
import { walk } from './walk.ts'

/** Every command by its name, in the order of the help page. */
export const COMMANDS: Record<string, Command> = {
  engine,
  import: importFolder,
  draw: drawSampleSet,
  train,
  resume,
  fork,
  experiment,
  runs,
  evaluate,
  doctor,
  sample,
  walk,
  arithmetic,
  directions,
  export: exportModel,
  regenerate,
  project,
  play,
  report,
  settings,
  demo
}
