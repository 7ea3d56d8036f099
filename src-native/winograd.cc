#include "winograd.h"

#include <algorithm>
#include <functional>

#include "multiply.h"

namespace atelier {

namespace {

constexpr int POINTS = 9;  // of one tile: 3 x 3
constexpr int PHASES = 4;  // parities of row and column
constexpr int BLOCK = 64;  // tiles that one task takes through all steps, so that they stay in its cache

// A tile's place, from its number among all pictures' tiles.
struct Tile {
  int picture, row, column;
  Tile(const Geometry& g, int number)
      : picture(number / g.tiles()),
        row(number % g.tiles() / g.tilesAcross()),
        column(number % g.tilesAcross()) {}
};

// The taps of a 2 x 2 phase filter as 3 x 3 points, for one input and 16 output channels.
void filterTile(const float* filter, int in, int out, int phase, int c, int d, Lanes points[POINTS]) {
  Lanes taps[2][2], rows[3][2];
  for (int a = 0; a < 2; a++)
    for (int b = 0; b < 2; b++) {
      const long tap = (2 * a + phase / 2) * 4 + 2 * b + phase % 2;
      taps[a][b] = load(filter + (tap * in + c) * out + d);
    }
  for (int b = 0; b < 2; b++) {
    rows[0][b] = taps[0][b];
    rows[1][b] = taps[0][b] + taps[1][b];
    rows[2][b] = taps[1][b];
  }
  for (int a = 0; a < 3; a++) {
    points[a * 3] = rows[a][0];
    points[a * 3 + 1] = rows[a][0] + rows[a][1];
    points[a * 3 + 2] = rows[a][1];
  }
}

// The 3 x 3 inputs of one tile and phase as points, for 16 input channels; zero outside of the picture.
inline void inputTile(const float* x, const Geometry& g, const Tile& tile, int phase, int c, Lanes points[POINTS]) {
  Lanes inputs[3][3], rows[3][3];
  for (int a = 0; a < 3; a++) {
    const int y = 2 * (2 * tile.row + a) - 1 + phase / 2;
    for (int b = 0; b < 3; b++) {
      const int column = 2 * (2 * tile.column + b) - 1 + phase % 2;
      const bool inside = y >= 0 && y < g.height && column >= 0 && column < g.width;
      inputs[a][b] = inside ? load(x + (((long)tile.picture * g.height + y) * g.width + column) * g.in + c) : Lanes{};
    }
  }
  for (int b = 0; b < 3; b++) {
    rows[0][b] = inputs[0][b] - inputs[1][b];
    rows[1][b] = inputs[1][b];
    rows[2][b] = inputs[1][b] - inputs[2][b];
  }
  for (int a = 0; a < 3; a++) {
    points[a * 3] = rows[a][0] - rows[a][1];
    points[a * 3 + 1] = rows[a][1];
    points[a * 3 + 2] = rows[a][1] - rows[a][2];
  }
}

// Where the outputs of a tile lie: (a, b) of its 2 x 2.
inline long outputAt(const Geometry& g, const Tile& tile, int a, int b) {
  return (((long)tile.picture * g.outHeight() + 2 * tile.row + a) * g.outWidth() + 2 * tile.column + b) * g.out;
}

// The transposed map of `outputTile`: 2 x 2 outputs to points, for 16 output channels.
inline void upstreamTile(const float* y, const Geometry& g, const Tile& tile, int d, Lanes points[POINTS]) {
  Lanes outputs[2][2], rows[3][2];
  for (int a = 0; a < 2; a++)
    for (int b = 0; b < 2; b++) outputs[a][b] = load(y + outputAt(g, tile, a, b) + d);
  for (int b = 0; b < 2; b++) {
    rows[0][b] = outputs[0][b];
    rows[1][b] = outputs[0][b] + outputs[1][b];
    rows[2][b] = -outputs[1][b];
  }
  for (int a = 0; a < 3; a++) {
    points[a * 3] = rows[a][0];
    points[a * 3 + 1] = rows[a][0] + rows[a][1];
    points[a * 3 + 2] = -rows[a][1];
  }
}

// Points [9][BLOCK][out] of a tile to its 2 x 2 outputs.
inline void outputTile(const float* points, long pointStride, float* y, const Geometry& g, const Tile& tile) {
  for (int d = 0; d < g.out; d += LANES) {
    Lanes rows[2][3];
    for (int b = 0; b < 3; b++) {
      const Lanes middle = load(points + (3 + b) * pointStride + d);
      rows[0][b] = load(points + b * pointStride + d) + middle;
      rows[1][b] = middle - load(points + (6 + b) * pointStride + d);
    }
    for (int a = 0; a < 2; a++) {
      store(y + outputAt(g, tile, a, 0) + d, rows[a][0] + rows[a][1]);
      store(y + outputAt(g, tile, a, 1) + d, rows[a][1] - rows[a][2]);
    }
  }
}

// What an input at place k of a phase gets from the points of the tiles that saw it, along one axis:
// the transposed map of `inputTile`. An even place is the first of its tile and the last of the one
// before, an odd one the middle of its tile.
struct Shares {
  int count = 0, tile[3], point[3];
  float sign[3];

  Shares(int k, int tiles) {
    if (k % 2) {
      add(k / 2, 0, -1);
      add(k / 2, 1, 1);
      add(k / 2, 2, 1);
    } else {
      if (k / 2 < tiles) add(k / 2, 0, 1);
      if (k > 0) add(k / 2 - 1, 2, -1);
    }
  }
  void add(int tileNumber, int pointNumber, float signOf) {
    tile[count] = tileNumber;
    point[count] = pointNumber;
    sign[count++] = signOf;
  }
};

// Points [9][stride][in] of one picture's tiles and one phase to the inputs of that phase.
void inputPicture(const float* points, long stride, float* x, const Geometry& g, int phase) {
  const int r = phase / 2, s = phase % 2;
  for (int k = 1 - r; k <= g.outHeight() - r; k++) {
    const Shares down(k, g.height / 4);
    for (int l = 1 - s; l <= g.outWidth() - s; l++) {
      const Shares across(l, g.tilesAcross());
      float* const to = x + ((long)(2 * k - 1 + r) * g.width + 2 * l - 1 + s) * g.in;
      for (int c = 0; c < g.in; c += LANES) {
        Lanes sum{};
        for (int a = 0; a < down.count; a++)
          for (int b = 0; b < across.count; b++) {
            const long row = (long)(down.point[a] * 3 + across.point[b]) * stride +
                             down.tile[a] * g.tilesAcross() + across.tile[b];
            sum += down.sign[a] * across.sign[b] * load(points + row * g.in + c);
          }
        store(to + c, sum);
      }
    }
  }
}

thread_local Scratch leftScratch, rightScratch;
Scratch sumScratch;

}  // namespace

ThreadPool& ThreadPool::shared() {
  // Never destroyed: its threads may outlive the module.
  static ThreadPool* const pool = [] {
    const char* const wish = std::getenv("TF_NUM_INTRAOP_THREADS");
    const int threads = wish ? std::atoi(wish) : 0;
    return new ThreadPool(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency()));
  }();
  return *pool;
}

// Points lie as [phase][point][out / 32][in][32], transposed as [phase][point][in / 32][out][32]:
// the right operands of `multiply`.
void transformFilter(ThreadPool& pool, const float* filter, float* points, int in, int out, bool transposed) {
  const int blocks = in / LANES;
  pool.forEach(PHASES * blocks, [&](int task) {
    const int phase = task / blocks, c0 = task % blocks * LANES;
    for (int d = 0; d < out; d += LANES) {
      Lanes all[POINTS][LANES];
      for (int c = 0; c < LANES; c++) {
        Lanes tile[POINTS];
        filterTile(filter, in, out, phase, c0 + c, d, tile);
        for (int q = 0; q < POINTS; q++) all[q][c] = tile[q];
      }
      for (int q = 0; q < POINTS; q++) {
        float* const matrix = points + (long)(phase * POINTS + q) * in * out;
        if (transposed) transpose(all[q]);
        const long row = transposed ? (long)(c0 / COLUMNS) * out + d : (long)(d / COLUMNS) * in + c0;
        const int column = (transposed ? c0 : d) % COLUMNS;
        for (int i = 0; i < LANES; i++) store(matrix + (row + i) * COLUMNS + column, all[q][i]);
      }
    }
  });
}

void convolve(ThreadPool& pool, const float* x, const float* points, float* y, const Geometry& g) {
  const int total = g.batch * g.tiles();
  pool.forEach((total + BLOCK - 1) / BLOCK, [&](int task) {
    const int first = task * BLOCK, rows = std::min(BLOCK, total - first);
    float* const inputs = leftScratch.floats((size_t)POINTS * BLOCK * g.in);
    float* const outputs = rightScratch.floats((size_t)POINTS * BLOCK * g.out);
    for (int phase = 0; phase < PHASES; phase++) {
      for (int i = 0; i < rows; i++) {
        const Tile tile(g, first + i);
        for (int c = 0; c < g.in; c += LANES) {
          Lanes lanes[POINTS];
          inputTile(x, g, tile, phase, c, lanes);
          for (int q = 0; q < POINTS; q++) store(inputs + ((long)q * BLOCK + i) * g.in + c, lanes[q]);
        }
      }
      for (int q = 0; q < POINTS; q++)
        multiply(inputs + (long)q * BLOCK * g.in, points + (long)(phase * POINTS + q) * g.in * g.out,
                 outputs + (long)q * BLOCK * g.out, rows, g.out, g.in, phase > 0);
    }
    for (int i = 0; i < rows; i++) outputTile(outputs + (long)i * g.out, (long)BLOCK * g.out, y, g, Tile(g, first + i));
  });
}

void convolveBackInput(ThreadPool& pool, const float* points, const float* y, float* x, const Geometry& g) {
  // Whole pictures, since neighbouring tiles share inputs.
  const int pictures = std::max(1, BLOCK / g.tiles()), stride = (pictures * g.tiles() + ROWS - 1) / ROWS * ROWS;
  pool.forEach((g.batch + pictures - 1) / pictures, [&](int task) {
    const int first = task * pictures, count = std::min(pictures, g.batch - first), rows = count * g.tiles();
    float* const outputs = leftScratch.floats((size_t)POINTS * stride * g.out);
    float* const inputs = rightScratch.floats((size_t)POINTS * stride * g.in);
    for (int i = 0; i < rows; i++) {
      const Tile tile(g, first * g.tiles() + i);
      for (int d = 0; d < g.out; d += LANES) {
        Lanes lanes[POINTS];
        upstreamTile(y, g, tile, d, lanes);
        for (int q = 0; q < POINTS; q++) store(outputs + ((long)q * stride + i) * g.out + d, lanes[q]);
      }
    }
    for (int phase = 0; phase < PHASES; phase++) {
      for (int q = 0; q < POINTS; q++)
        multiply(outputs + (long)q * stride * g.out, points + (long)(phase * POINTS + q) * g.in * g.out,
                 inputs + (long)q * stride * g.in, rows, g.in, g.out, false);
      for (int i = 0; i < count; i++)
        inputPicture(inputs + (long)i * g.tiles() * g.in, stride, x + (long)(first + i) * g.height * g.width * g.in, g,
                     phase);
    }
  });
}

// The gradient in points is, for each point, inputs^T times outputs summed over all tiles. A task owns
// 32 input and up to 128 output channels of one slice of the tiles, so that its sums stay in its cache.
void convolveBackFilter(ThreadPool& pool, const float* x, const float* y, float* filter, const Geometry& g) {
  const int wide = g.out % 128 == 0 ? 128 : g.out % 64 == 0 ? 64 : COLUMNS;
  // Panels [tiles][32]; the odd length keeps the nine points out of each other's cache lines.
  const long panel = COLUMNS * BLOCK + COLUMNS;
  const int total = g.batch * g.tiles(), groups = g.in / COLUMNS, blocks = groups * (g.out / wide);
  const int slices = std::clamp((2 * pool.threads() + blocks - 1) / blocks, 1, std::max(1, total / 256));
  const int each = (total + slices - 1) / slices;
  const size_t blockSize = (size_t)PHASES * POINTS * COLUMNS * wide, sliceSize = blockSize * blocks;
  float* const sums = sumScratch.floats(sliceSize * slices);

  pool.forEach(slices * blocks, [&](int task) {
    float* const inputs = leftScratch.floats((size_t)POINTS * panel);
    float* const outputs = rightScratch.floats((size_t)POINTS * (wide / COLUMNS) * panel);
    const int from = task / blocks * each, to = std::min(total, from + each);
    const int c0 = task % groups * COLUMNS, d0 = task % blocks / groups * wide;
    float* const own = sums + task * blockSize;
    for (int start = from; start < to; start += BLOCK) {
      const int tiles = std::min(BLOCK, to - start);
      for (int i = 0; i < tiles; i++) {
        const Tile tile(g, start + i);
        for (int d = 0; d < wide; d += LANES) {
          Lanes lanes[POINTS];
          upstreamTile(y, g, tile, d0 + d, lanes);
          for (int q = 0; q < POINTS; q++)
            store(outputs + ((long)q * (wide / COLUMNS) + d / COLUMNS) * panel + (long)i * COLUMNS + d % COLUMNS, lanes[q]);
        }
      }
      for (int phase = 0; phase < PHASES; phase++) {
        for (int i = 0; i < tiles; i++) {
          const Tile tile(g, start + i);
          for (int c = 0; c < COLUMNS; c += LANES) {
            Lanes lanes[POINTS];
            inputTile(x, g, tile, phase, c0 + c, lanes);
            for (int q = 0; q < POINTS; q++) store(inputs + q * panel + i * COLUMNS + c, lanes[q]);
          }
        }
        for (int q = 0; q < POINTS; q++)
          for (int j = 0; j < wide; j += COLUMNS)
            for (int i = 0; i < COLUMNS; i += ROWS)
              multiplyBlock<COLUMNS>(inputs + q * panel + i, 1, outputs + ((long)q * wide + j) / COLUMNS * panel,
                                     own + ((long)(phase * POINTS + q) * COLUMNS + i) * wide + j, wide, tiles,
                                     start > from);
      }
    }
  });

  // Sum the slices and go from points back to taps: the transposed map of `filterTile`.
  pool.forEach(PHASES * groups, [&](int task) {
    const int phase = task / groups, group = task % groups;
    for (int c = 0; c < COLUMNS; c++)
      for (int d = 0; d < g.out; d += LANES) {
        Lanes points[3][3], rows[2][3];
        for (int q = 0; q < POINTS; q++) {
          const float* at = sums + (size_t)(d / wide * groups + group) * blockSize +
                            ((long)(phase * POINTS + q) * COLUMNS + c) * wide + d % wide;
          Lanes sum = load(at);
          for (int slice = 1; slice < slices; slice++) sum += load(at + slice * sliceSize);
          points[q / 3][q % 3] = sum;
        }
        for (int b = 0; b < 3; b++) {
          rows[0][b] = points[0][b] + points[1][b];
          rows[1][b] = points[1][b] + points[2][b];
        }
        for (int a = 0; a < 2; a++)
          for (int b = 0; b < 2; b++) {
            const long tap = (2 * a + phase / 2) * 4 + 2 * b + phase % 2;
            store(filter + (tap * g.in + group * COLUMNS + c) * g.out + d, rows[a][b] + rows[a][b + 1]);
          }
      }
  });
}

}  // namespace atelier
