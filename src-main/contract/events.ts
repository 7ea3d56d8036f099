import type {
  Checkpoint,
  Dataset,
  EngineStatus,
  Job,
  MetricRow,
  Project,
  Run,
  Snapshot
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
  | { type: 'message'; level: 'info' | 'problem'; text: string }
