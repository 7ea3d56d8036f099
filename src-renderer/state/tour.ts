import { COLLAPSE, CONVERGING, plain, SILENCE, type Arrangement } from './arrangements.ts'

/** One stop of the tour: what is to be seen, and what shows it. */
export interface TourStop {
  title: string
  paragraph: string
  toys?: Arrangement
}

/** From two networks that play a game to arithmetic on pictures, in five stops. */
export const TOUR: TourStop[] = [
  {
    title: 'Two networks play a game',
    paragraph:
      'The generator turns random numbers z into points, the green ones. The discriminator is shown these and the grey points of the data, and says of each how surely it is real: the bluer a place, the surer. Press Run: one learns to tell them apart, the other to be mistaken for the data, and neither is ever told what the data look like.',
    toys: { target: 'blobs', toys: [plain()] }
  },
  {
    title: 'What there is to know',
    paragraph:
      'On a line everything can be drawn. For these densities there is one best discriminator, the thin line: the share of real points among all at x. Let D alone take steps and the dashed line becomes it. Then let both play: as the solid curve comes to lie on the dotted one, the best answer is ½ everywhere, and there is nothing left to learn.',
    toys: { target: 'gaussian', toys: [CONVERGING] }
  },
  {
    title: 'When a gradient vanishes',
    paragraph:
      'The game as it was first written down has the generator make the discriminator’s success small. Where the discriminator is sure, that loss is flat, and the generator learns nothing just when it has most to learn. Turned around, to make its failure large, the same game has a steep slope there: compare the gradients of G.',
    toys: SILENCE
  },
  {
    title: 'When variety is lost',
    paragraph:
      'Each sample is judged alone, so a generator that draws one convincing thing has won for the moment: mode collapse, the illness that the doctor looks for in your runs. Four toys, the same seed and networks: the plain one, one whose generator looks five steps ahead, one whose discriminator sees four points at once, and the modern default.',
    toys: COLLAPSE
  },
  {
    title: 'From points to pictures',
    paragraph:
      'A picture of 32 by 32 pixels is a point too, with 3,072 numbers, and the game is the same one, by the same losses and stabilisers. What it leaves behind is a space of z in which near places look alike and directions mean something: the mean of three faces with glasses, less three without, plus three others, is a face with glasses. Train a model, then go to Explore and to its arithmetic.'
  }
]
