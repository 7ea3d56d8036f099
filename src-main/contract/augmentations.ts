/** What can be done to a picture before the discriminator sees it, in this order. */
export const AUGMENTATIONS = ['flip', 'colour', 'translation', 'cutout'] as const
export type Augmentation = (typeof AUGMENTATIONS)[number]

/** What a run may do to real and generated pictures alike; mirroring real ones is a setting of its own. */
export const AUGMENT_CHOICES = [
  'none',
  'colour',
  'translation',
  'cutout',
  'colour+translation',
  'colour+cutout',
  'translation+cutout',
  'colour+translation+cutout'
] as const

/** The augmentations of a choice such as `colour+cutout`, in the order in which they are applied. */
export function augmentationsOf(choice: (typeof AUGMENT_CHOICES)[number]): Augmentation[] {
  const names: string[] = choice.split('+')
  return AUGMENTATIONS.filter((name) => names.includes(name))
}
