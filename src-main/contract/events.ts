import type { Diagnosis } from './doctor.ts'
import type { Experiment } from './experiment.ts'
import type { Evaluation } from './evaluation.ts'
import type {
  Checkpoint,
  Dataset,
  EngineStatus,
  Job,
  MetricRow,
  Project,
  Queue,
  Run,
  Snapshot,
  Tuning
} from './models.ts'

/** What the studio tells every window. Events carry state, never orders. */
export type StudioEvent =
  | { type: 'project'; project?: Project }
  | { type: 'engine'; engine: EngineStatus }
  | { type: 'datasets'; datasets: Dataset[] }
  | { type: 'runs'; runs: Run[] }
  /** One run changed. */
  | { type: 'run'; run: Run }
  | { type: 'job'; job: Job }
  | { type: 'metrics'; run: string; rows: MetricRow[] }
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'checkpoint'; checkpoint: Checkpoint }
  /** Some were thinned out or pinned. */
  | { type: 'checkpoints'; run: string; checkpoints: Checkpoint[] }
  | { type: 'queue'; queue: Queue }
  | { type: 'experiments'; experiments: Experiment[] }
  | { type: 'evaluation'; evaluation: Evaluation }
  | { type: 'diagnosis'; diagnosis: Diagnosis }
  /** What is kept of a run's latent space changed. */
  | { type: 'latent-items'; run: string }
  /** A picture is being found in a model: the best place so far. */
  | { type: 'projection'; job: string; step: number; steps: number; z: number[]; error: number }
  /** Settings of the engine are being tried out; without `tuning` it has ended. */
  | { type: 'tuning'; tuning?: Tuning }
  | { type: 'message'; level: 'info' | 'problem'; text: string }
