#pragma once

#include "lanes.h"

namespace atelier {

// The block of a product that stays in registers: 8 x 32 sums are 16 of the 32 registers, enough to
// keep both multipliers busy through their latency.
constexpr int ROWS = 8;
constexpr int COLUMNS = 2 * LANES;
// How much of the inner dimension is multiplied before the sums are written back: DEPTH x COLUMNS
// floats of the right operand stay in the first-level cache.
constexpr int DEPTH = 256;

// c [8,32] = or += a [8,depth] times b [depth,32]; a's entry (i, k) lies at a[i * rowStride + k * STEP].
template <long STEP>
inline void multiplyBlock(const float* a, long rowStride, const float* b, float* c, long cStride, int depth,
                          bool accumulate) {
  Lanes sums[ROWS][2];
  for (int i = 0; i < ROWS; i++) {
    sums[i][0] = accumulate ? load(c + i * cStride) : Lanes{};
    sums[i][1] = accumulate ? load(c + i * cStride + LANES) : Lanes{};
  }
  const float* lower = a + ROWS / 2 * rowStride;
  for (int k = 0; k < depth; k++) {
    const Lanes left = load(b), right = load(b + LANES);
#pragma GCC unroll 4
    for (int i = 0; i < ROWS / 2; i++) {
      const float factor = a[i * rowStride];
      sums[i][0] += factor * left;
      sums[i][1] += factor * right;
    }
#pragma GCC unroll 4
    for (int i = 0; i < ROWS / 2; i++) {
      const float factor = lower[i * rowStride];
      sums[ROWS / 2 + i][0] += factor * left;
      sums[ROWS / 2 + i][1] += factor * right;
    }
    a += STEP;
    lower += STEP;
    b += COLUMNS;
  }
  for (int i = 0; i < ROWS; i++) {
    store(c + i * cStride, sums[i][0]);
    store(c + i * cStride + LANES, sums[i][1]);
  }
}

// c [rows,columns] = or += a [rows,inner] times b, which lies in panels [columns / 32][inner][32].
// Rows up to the next multiple of 8 are read and written too.
inline void multiply(const float* a, const float* b, float* c, int rows, int columns, int inner, bool accumulate) {
  for (int k = 0; k < inner; k += DEPTH) {
    const int depth = inner - k < DEPTH ? inner - k : DEPTH;
    for (int j = 0; j < columns; j += COLUMNS)
      for (int i = 0; i < rows; i += ROWS)
        multiplyBlock<1>(a + (long)i * inner + k, inner, b + (long)j * inner + (long)k * COLUMNS,
                         c + (long)i * columns + j, columns, depth, accumulate || k > 0);
  }
}

}  // namespace atelier
