import { EXIT_DONE, EXIT_FAILED, type Command } from './command.ts'

/** `atelier engine` */
export const engine: Command = {
  summary: 'which TensorFlow is used, on which device, and how fast it is',
  usage: '',
  help: ['Starts the engine and measures one large matrix product.'],
  options: {},
  run: async ({ api, terminal }) => {
    const status = await api.getEngine({ measure: true })
    const { provider, device, tensorflow, threads, gemmGflops, ready, problem, slow } = status
    // Billions of operations a second tell more of a machine than the name of its processor.
    const figure = gemmGflops === undefined ? '' : `\n  ${gemmGflops} GFLOP/s (GEMM)`
    const text = `TensorFlow ${tensorflow} (${provider})\n  ${device}, ${threads} thread${threads === 1 ? '' : 's'}${figure}`
    terminal.result(
      {
        ready,
        provider,
        device,
        tensorflow,
        threads,
        gemm_gflops: gemmGflops ?? null,
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
