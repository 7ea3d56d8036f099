import { z } from 'zod'
import { note } from './setting.ts'

/** What both networks are told of a picture beside its pixels. */
export const CONDITION_SETTINGS = {
  label: z
    .string()
    .max(200)
    .default('')
    .meta(
      note({
        title: 'Classes by label',
        help: 'The label of the data set whose values both networks are told, so that each class can be asked for; pictures without it are left out, and without a label all are learned as one.',
        source: 'Mirza and Osindero 2014, arXiv:1411.1784',
        level: 'advanced',
        group: 'data'
      })
    ),
  classes: z
    .string()
    .max(20_000)
    .default('')
    .meta(
      note({
        title: 'Classes',
        help: 'The values of that label, one a line, in the order in which the networks count them; it is what the data set has.',
        level: 'advanced',
        group: 'data'
      })
    )
}
