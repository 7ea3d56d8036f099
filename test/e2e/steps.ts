/** The steps of a story, timed and told; the first that fails ends it. */
export interface Story {
  step<Result>(title: string, work: () => Promise<Result>): Promise<Result>
  /** A measured figure, printed at the end. */
  figure(name: string, value: string): void
  passed(): number
  figures(): string[]
}

/** Begins a story told under a title; `onFailure` may take a picture. */
export function createStory(title: string, onFailure: () => Promise<unknown>): Story {
  let passed = 0
  const figures: string[] = []
  return {
    async step(name, work) {
      const startedAt = performance.now()
      const result = await work().catch(async (error: unknown) => {
        console.log(`  ✗ ${title}: ${name}`)
        await onFailure().catch(() => undefined)
        throw error
      })
      passed++
      console.log(
        `  ✓ ${title}: ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`
      )
      return result
    },
    figure: (name, value) => figures.push(`${title}: ${name}: ${value}`),
    passed: () => passed,
    figures: () => figures
  }
}
