import type { StudioApi } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Term } from '../contract/latent.ts'

type Labels = Record<string, string>

/** One term of the row: which faces are its exemplars. */
interface Concept {
  name: string
  sign: 1 | -1
  fits(labels: Labels): boolean
}

// Radford et al. 2015, figure 7, on drawn faces.
const CONCEPTS: readonly Concept[] = [
  { name: 'man with glasses', sign: 1, fits: (face) => isMan(face) && hasGlasses(face) },
  { name: 'man', sign: -1, fits: (face) => isMan(face) && !hasGlasses(face) },
  { name: 'woman', sign: 1, fits: (face) => !isMan(face) && !hasGlasses(face) }
]

// The paper averages three; a single z is unsteady.
const EXEMPLARS = 3
const DRAWN_AT_ONCE = 512
const MOST_DRAWS = 4

const isMan = ({ presenting }: Labels): boolean => presenting === 'man'
const hasGlasses = ({ glasses }: Labels): boolean => glasses !== 'none'

/** `man with glasses − man + woman` */
export function termsText(): string {
  const words = CONCEPTS.map(({ name, sign }) => `${sign > 0 ? '+' : '−'} ${name}`)
  return words.join(' ').replace(/^\+ /, '')
}

/** Finds the exemplars of each term among the model's own samples, by the labels of their nearest training pictures. */
export async function avatarTerms(api: StudioApi, model: { run: string }): Promise<Term[]> {
  const found = CONCEPTS.map(({ sign }) => ({ weight: sign, latents: [] as number[][] }))
  for (let seed = 1; seed <= MOST_DRAWS; seed++) {
    const latents = await api.drawLatents({ ...model, seed, count: DRAWN_AT_ONCE })
    const labels = await api.labelLatents({ ...model, latents })
    // The first that fit, in the order of the draw: nothing is picked by hand.
    CONCEPTS.forEach((concept, term) => {
      const fitting = latents.filter((_, n) => concept.fits(labels[n]!))
      const missing = EXEMPLARS - found[term]!.latents.length
      found[term]!.latents.push(...fitting.slice(0, missing))
    })
    if (found.every((term) => term.latents.length === EXEMPLARS)) return found
  }
  // One or two exemplars make an unsteady term, which still shows the idea; none makes no term.
  const lacking = CONCEPTS.filter((_, term) => found[term]!.latents.length === 0)
  if (lacking.length === 0) return found
  throw new StudioError(
    'demo/concept',
    `The model draws no "${lacking[0]!.name}" yet; give it more time with --minutes.`
  )
}
