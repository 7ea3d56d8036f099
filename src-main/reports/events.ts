import {
  beginEvents,
  encodeMoment,
  eventsFileName,
  type LoggedMoment
} from '../formats/tensorboard.ts'
import { FIGURES, type ReportedRun } from './reported-run.ts'
import { pngSize } from './png-size.ts'

const WRITER = 'gan-atelier'

/**
 * Each run as a folder of TensorBoard's event files: training, evaluations and the grids of the fixed z, all
 * over images seen. The time of a moment is that of the run's making and the seconds it had trained.
 */
export function writeEvents(runs: readonly ReportedRun[]): Map<string, Uint8Array> {
  const names = folderNames(runs.map(({ run }) => run))
  return new Map(
    runs.map((reported, place) => {
      const begun = reported.run.createdAt / 1000
      const records = [beginEvents(begun), ...momentsOf(reported).map(encodeMoment)]
      return [`${names[place]!}/${eventsFileName(begun, WRITER)}`, Buffer.concat(records)]
    })
  )
}

function momentsOf({ run, rows, evaluations, grids }: ReportedRun): LoggedMoment[] {
  const begun = run.createdAt / 1000
  // Evaluations and grids have no seconds of their own: those of the row before them.
  const at = (images: number): number =>
    begun + (rows.findLast((row) => row.images <= images)?.seconds ?? 0)
  const moments: LoggedMoment[] = [
    ...rows.map((row) => ({
      seconds: begun + row.seconds,
      step: row.images,
      figures: present(FIGURES.map(([column, name]) => [name, row[column]]))
    })),
    ...evaluations.map(({ images, measures }) => ({
      seconds: at(images),
      step: images,
      figures: present(measures.map(({ id, value }) => [`evaluation/${id}`, value]))
    })),
    ...grids.map(({ images, png }) => ({
      seconds: at(images),
      step: images,
      pictures: { samples: { ...pngSize(png), png } }
    }))
  ]
  return moments.sort((a, b) => a.step - b.step)
}

function present(entries: readonly (readonly [string, number | undefined])[]) {
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, number] => entry[1] !== undefined)
  )
}

// What TensorBoard shows as the run's name; equal ones are told apart by their ids.
function folderNames(runs: readonly { id: string; name: string }[]): string[] {
  const plain = runs.map(
    ({ id, name }) =>
      name
        .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
        .replace(/^[. ]+/, '')
        .trim() || id
  )
  return plain.map((name, place) =>
    plain.indexOf(name) === plain.lastIndexOf(name) ? name : `${name} ${runs[place]!.id}`
  )
}
