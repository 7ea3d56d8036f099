/** Spearman's rank correlation of two lists: Pearson's of their ranks, ties in the middle. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b))
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length
    const same = values.filter((other) => other === value).length
    return below + (same + 1) / 2
  })
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [products, squaresA, squaresB] = [0, 0, 0]
  a.forEach((value, at) => {
    const [x, y] = [value - meanA, b[at]! - meanB]
    products += x * y
    squaresA += x * x
    squaresB += y * y
  })
  return products / Math.sqrt(squaresA * squaresB)
}
