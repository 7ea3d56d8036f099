// Asks for a GPU, and says what the answer was.
import { startEngine } from '../../src-main/engine/tensorflow.ts'

try {
  const { device } = await startEngine('gpu')
  process.stdout.write(JSON.stringify({ device }))
} catch (error) {
  const { code, message } = error as { code: string; message: string }
  process.stdout.write(
    JSON.stringify({ code, message, growth: process.env['TF_FORCE_GPU_ALLOW_GROWTH'] })
  )
}
