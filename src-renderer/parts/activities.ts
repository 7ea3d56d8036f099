import type { Component } from 'svelte'
import Pause from '@lucide/svelte/icons/pause'
import Play from '@lucide/svelte/icons/play'
import Square from '@lucide/svelte/icons/square'
import X from '@lucide/svelte/icons/x'
import type { Job, Run } from '../../src-main/contract/models.ts'
import { formatDuration, formatPercent } from '../format.ts'
import { tuningWords } from '../tuning-words.ts'
import type { Atelier } from '../state/atelier.svelte.ts'
import type { FilmWriting } from '../state/film-writing.svelte.ts'
import type { Upload } from '../state/upload.svelte.ts'

/** One line of the bottom strip: what goes on, how far it is, and what can be done about it. */
export interface Activity {
  key: string
  title: string
  /** Such as "paused"; empty while it simply goes on. */
  note: string
  /** 0-1; undefined while the whole is not known. */
  share?: number
  /** Empty while it is not known. */
  percent: string
  timeLeft: string
  isPaused: boolean
  /** Shows where it goes on. */
  open?(): void
  buttons: { label: string; icon: Component; run(): void }[]
}

/** The run that has the trainer. */
export function runActivity(atelier: Atelier, run: Run): Activity {
  const { training, studio } = atelier
  const trying = run.state === 'starting' ? tuningWords(studio.tuning) : undefined
  // A run that is starting can be stopped, but not yet paused.
  const toggle = {
    running: { label: 'Pause training', icon: Pause, run: () => void training.pause(run) },
    paused: { label: 'Resume training', icon: Play, run: () => void training.resume(run) }
  }[run.state as 'running' | 'paused'] as Activity['buttons'][number] | undefined
  const stop = { label: 'Stop training', icon: Square, run: () => void training.stop(run) }
  return {
    key: run.id,
    title: run.name,
    note:
      trying?.toLowerCase() ??
      { starting: 'starting', paused: 'paused' }[run.state as string] ??
      '',
    ...(run.state !== 'starting' && { share: run.images / run.config.images }),
    percent: run.state === 'starting' ? '' : formatPercent(run.images, run.config.images),
    timeLeft: run.state === 'running' ? timeLeft(run.etaSeconds) : '',
    isPaused: run.state === 'paused',
    open: () => atelier.showRun(run.id),
    buttons: toggle ? [toggle, stop] : [stop]
  }
}

const VERBS: Record<Job['kind'], string> = {
  import: 'Importing',
  evaluation: 'Measuring',
  'sample-set': 'Drawing',
  directions: 'Finding',
  projection: 'Finding',
  map: 'Working out',
  play: 'Playing',
  arithmetic: 'Looking for',
  export: 'Writing'
}

/** A long piece of work that is not a training run: a data set being made, or work on a latent space. */
export function jobActivity(atelier: Atelier, job: Job): Activity {
  const isDataset = job.kind === 'import' || job.kind === 'sample-set'
  const { datasets, latentJobs, navigation } = atelier
  return {
    key: job.id,
    title: `${VERBS[job.kind]} ${job.title}`,
    note: '',
    ...(job.total > 0 && { share: job.done / job.total }),
    percent: formatPercent(job.done, job.total),
    timeLeft: timeLeft(job.etaSeconds),
    isPaused: false,
    open: () => navigation.go(isDataset ? 'dataset' : 'explore'),
    buttons: [
      {
        label: `Cancel ${job.title}`,
        icon: X,
        run: () => void (isDataset ? datasets : latentJobs).cancel(job)
      }
    ]
  }
}

/** An import that waits for a person's decision. */
export function reviewActivity({ reviews }: Atelier, job: Job): Activity {
  return {
    key: job.id,
    title: `Review ${job.title}`,
    note: 'to decide',
    share: 1,
    percent: '',
    timeLeft: '',
    isPaused: true,
    open: () => reviews.open(job.id),
    buttons: []
  }
}

/** Dropped files on their way to the studio's machine. */
export function uploadActivity(upload: Upload): Activity {
  return pageActivity(upload, `Sending ${upload.title}`, `Cancel sending ${upload.title}`)
}

/** A film that this page encodes. */
export function filmActivity(film: FilmWriting): Activity {
  return pageActivity(film, `Writing ${film.title}`, `Cancel ${film.title}`)
}

// Work of this page alone, of which the studio knows nothing.
function pageActivity(work: Upload | FilmWriting, title: string, cancelLabel: string): Activity {
  return {
    key: work.id,
    title,
    note: '',
    share: work.total > 0 ? work.done / work.total : 1,
    percent: formatPercent(work.done, work.total),
    timeLeft: timeLeft(work.etaSeconds),
    isPaused: false,
    buttons: [{ label: cancelLabel, icon: X, run: () => work.cancel() }]
  }
}

function timeLeft(seconds: number | undefined): string {
  return seconds === undefined ? '' : `${formatDuration(seconds)} left`
}
