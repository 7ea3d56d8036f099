import type { Multiply } from '../../../src-main/training/metrics/metric.ts'

/** Products of rows without TensorFlow, one after the other. */
export const multiplyPlainly: Multiply = (a, b, width) => {
  const [rows, columns] = [a.length / width, b.length / width]
  const products = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let i = 0; i < width; i++) sum += a[row * width + i]! * b[column * width + i]!
      products[row * columns + column] = sum
    }
  }
  return products
}
