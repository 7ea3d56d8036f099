#include "narrow.h"

#include <algorithm>
#include <cstring>

#include "multiply.h"

namespace atelier {

namespace {

// A patch row: 16 taps of up to 4 channels, the rest zero.
constexpr int PATCH = 16 * NARROW;
constexpr int BLOCK = 64;  // outputs at a time

thread_local Scratch patchScratch, panelScratch;
Scratch filterScratch, sumScratch;

// Calls run(offset in x, offset in the patch, floats) for the parts of an output's patch inside the picture.
template <typename Run>
inline void forEachRun(const Geometry& g, int output, Run run) {
  const int perPicture = g.outHeight() * g.outWidth();
  const int picture = output / perPicture, row = output % perPicture / g.outWidth(), column = output % g.outWidth();
  const int left = std::max(0, 2 * column - 1), right = std::min(g.width, 2 * column + 3);
  for (int a = 0; a < 4; a++) {
    const int y = 2 * row + a - 1;
    if (y < 0 || y >= g.height) continue;
    run((((long)picture * g.height + y) * g.width + left) * g.in, (a * 4 + left - (2 * column - 1)) * g.in,
        (right - left) * g.in);
  }
}

// The patch of one output; floats beyond the taps are left as they are.
inline void gatherPatch(const float* x, const Geometry& g, int output, float* patch) {
  const int perPicture = g.outHeight() * g.outWidth();
  const int row = output % perPicture / g.outWidth(), column = output % g.outWidth();
  const bool inside = row > 0 && row < g.outHeight() - 1 && column > 0 && column < g.outWidth() - 1;
  if (inside) {
    // Four runs of 4 C floats, copied as 16 each: the next one overwrites what is too much, and below
    // an inner patch there are floats enough to read.
    const float* from =
        x + (((long)(output / perPicture) * g.height + 2 * row - 1) * g.width + 2 * column - 1) * g.in;
    for (int a = 0; a < 4; a++) store(patch + a * 4 * g.in, load(from + (long)a * g.width * g.in));
    return;
  }
  std::memset(patch, 0, sizeof(float) * PATCH);
  forEachRun(g, output, [&](long from, int to, int floats) {
    for (int f = 0; f < floats; f++) patch[to + f] = x[from + f];
  });
}

}  // namespace

void convolveNarrow(ThreadPool& pool, const float* x, const float* filter, float* y, const Geometry& g) {
  const int taps = 16 * g.in, total = g.batch * g.outHeight() * g.outWidth();
  // The filter in panels [D / 32][taps][32].
  float* const panels = filterScratch.floats((size_t)taps * g.out);
  for (int k = 0; k < taps; k++)
    for (int d = 0; d < g.out; d += LANES)
      store(panels + ((long)(d / COLUMNS) * taps + k) * COLUMNS + d % COLUMNS, load(filter + (long)k * g.out + d));
  pool.forEach((total + BLOCK - 1) / BLOCK, [&](int task) {
    const int first = task * BLOCK, count = std::min(BLOCK, total - first);
    float* const patches = patchScratch.floats(BLOCK * PATCH);
    for (int i = 0; i < count; i++) gatherPatch(x, g, first + i, patches + i * PATCH);
    for (int j = 0; j < g.out; j += COLUMNS)
      for (int i = 0; i < count; i += ROWS) {
        float* const to = y + ((long)first + i) * g.out + j;
        const int rows = std::min(ROWS, count - i);
        if (rows == ROWS) {
          multiplyBlock<1>(patches + i * PATCH, PATCH, panels + (long)j * taps, to, g.out, taps, false);
          continue;
        }
        // The last rows of all: a whole block would write beyond the end.
        float block[ROWS * COLUMNS];
        multiplyBlock<1>(patches + i * PATCH, PATCH, panels + (long)j * taps, block, COLUMNS, taps, false);
        for (int row = 0; row < rows; row++)
          std::memcpy(to + (long)row * g.out, block + row * COLUMNS, sizeof(float) * COLUMNS);
      }
  });
}

void convolveNarrowBackInput(ThreadPool& pool, const float* filter, const float* y, float* x, const Geometry& g) {
  const int taps = 16 * g.in, perPicture = g.outHeight() * g.outWidth();
  // The transposed filter in panels [PATCH / 32][D][32], zero beyond the taps.
  float* const panels = filterScratch.floats((size_t)PATCH * g.out);
  for (int k = 0; k < PATCH; k++)
    for (int d = 0; d < g.out; d++)
      panels[((long)(k / COLUMNS) * g.out + d) * COLUMNS + k % COLUMNS] = k < taps ? filter[(long)k * g.out + d] : 0;
  pool.forEach(g.batch, [&](int picture) {
    float* const patches = patchScratch.floats(BLOCK * PATCH);
    std::memset(x + (long)picture * g.height * g.width * g.in, 0, sizeof(float) * g.height * g.width * g.in);
    for (int start = picture * perPicture; start < (picture + 1) * perPicture; start += BLOCK) {
      const int count = std::min(BLOCK, (picture + 1) * perPicture - start);
      for (int i = 0; i < count; i += ROWS) {
        const float* from = y + ((long)start + i) * g.out;
        if (count - i < ROWS) {
          // The last rows of a picture: a whole block would read beyond the end.
          float* const rows = panelScratch.floats((size_t)ROWS * g.out);
          std::memcpy(rows, from, sizeof(float) * (count - i) * g.out);
          from = rows;
        }
        for (int j = 0; j < taps; j += COLUMNS)
          multiplyBlock<1>(from, g.out, panels + (long)j * g.out, patches + i * PATCH + j, PATCH, g.out, false);
      }
      for (int i = 0; i < count; i++)
        forEachRun(g, start + i, [&](long to, int from, int floats) {
          for (int f = 0; f < floats; f++) x[to + f] += patches[i * PATCH + from + f];
        });
    }
  });
}

void convolveNarrowBackFilter(ThreadPool& pool, const float* x, const float* y, float* filter, const Geometry& g) {
  const int taps = 16 * g.in, total = g.batch * g.outHeight() * g.outWidth();
  const int blocks = (total + BLOCK - 1) / BLOCK, slices = std::min(4 * pool.threads(), blocks);
  float* const sums = sumScratch.floats((size_t)slices * taps * g.out);
  pool.forEach(slices, [&](int slice) {
    float* const patches = patchScratch.floats(BLOCK * PATCH);
    float* const panels = panelScratch.floats((size_t)BLOCK * g.out);
    float* const own = sums + (size_t)slice * taps * g.out;
    const int from = (long)slice * blocks / slices, to = (long)(slice + 1) * blocks / slices;
    for (int block = from; block < to; block++) {
      const int first = block * BLOCK, count = std::min(BLOCK, total - first);
      for (int i = 0; i < count; i++) gatherPatch(x, g, first + i, patches + i * PATCH);
      for (int i = 0; i < count; i++)
        for (int d = 0; d < g.out; d += LANES)
          store(panels + ((long)(d / COLUMNS) * BLOCK + i) * COLUMNS + d % COLUMNS,
                load(y + ((long)first + i) * g.out + d));
      for (int j = 0; j < g.out; j += COLUMNS)
        for (int i = 0; i < taps; i += ROWS)
          multiplyBlock<PATCH>(patches + i, 1, panels + (long)j * BLOCK, own + (long)i * g.out + j, g.out, count,
                               block > from);
    }
  });
  for (int k = 0; k < taps * g.out; k += LANES) {
    Lanes sum = load(sums + k);
    for (int slice = 1; slice < slices; slice++) sum += load(sums + (size_t)slice * taps * g.out + k);
    store(filter + k, sum);
  }
}

}  // namespace atelier
