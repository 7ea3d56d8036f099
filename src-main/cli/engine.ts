import { StudioError } from '../contract/errors.ts'
import { EXIT_DONE, EXIT_FAILED, type Command } from './command.ts'

/** `atelier engine`; its options are the set-up's, which works without an engine. */
export const engine: Command = {
  summary: 'which TensorFlow is used, on which device, and how fast it is',
  usage: '[--verify | --repair]',
  help: [
    'Starts the engine and measures one large matrix product.',
    '--verify   reads every file of the engine and says which are not as they were provisioned',
    '--repair   provisions anew what is damaged; needs neither a project nor an engine that loads'
  ],
  options: { verify: { type: 'boolean' }, repair: { type: 'boolean' } },
  run: async ({ api, terminal, words }) => {
    const wish = ['repair', 'verify'].find((name) => words.values[name] === true)
    if (wish) throw new StudioError('cli/set-up', AT_THE_SET_UP(wish))
    const status = await api.getEngine({ measure: true })
    const { provider, device, tensorflow, threads, gemmGflops, kernels, ready, problem, slow } =
      status
    const { recipe, folder, addonSha256 } = status.installed ?? {}
    // Billions of operations a second tell more of a machine than the name of its processor.
    const figure = gemmGflops === undefined ? '' : `\n  ${gemmGflops} GFLOP/s (GEMM)`
    const whose = kernels ? '\n  convolutions of our own where they fit' : ''
    const place = folder === undefined ? '' : `\n  ${folder}`
    const text = `TensorFlow ${tensorflow} (${provider})\n  ${device}, ${threads} thread${threads === 1 ? '' : 's'}${figure}${whose}${place}`
    terminal.result(
      {
        ready,
        provider,
        device,
        tensorflow,
        threads,
        gemm_gflops: gemmGflops ?? null,
        kernels: kernels ?? false,
        ...(recipe !== undefined && { recipe }),
        ...(folder !== undefined && { folder }),
        ...(addonSha256 !== undefined && { addon_sha256: addonSha256 }),
        ...(slow !== undefined && { slow }),
        ...(problem !== undefined && { problem })
      },
      ready ? text : (problem ?? 'The engine is not ready.')
    )
    if (slow !== undefined) terminal.note(`SLOW ENGINE. ${slow}`)
    // A script asks this command whether training is possible at all.
    return ready ? EXIT_DONE : EXIT_FAILED
  }
}

const AT_THE_SET_UP = (wish: string): string =>
  `--${wish} is the set-up's work and needs its scripts; in the checkout run: npm run -s atelier -- engine --${wish}`
