#include "transform.h"

#include <algorithm>
#include <cmath>

namespace jpeg {
namespace {

constexpr double kPi = 3.14159265358979323846;

inline uint8_t toByte(float level) {
  return static_cast<uint8_t>(std::min(255.0f, std::max(0.0f, level + 128.5f)));
}

// T.81 A.3.3 in one dimension: [pixel][frequency], for so many pixels, with the scale between blocks of
// 8 and of that many.
template <int kCount>
struct Basis {
  float at[kCount][kCount];
  Basis() {
    for (int x = 0; x < kCount; x++) {
      for (int u = 0; u < kCount; u++) {
        const double normal = u == 0 ? std::sqrt(0.5) : 1;
        at[x][u] = static_cast<float>(0.5 * normal * std::cos((2 * x + 1) * u * kPi / (2 * kCount)));
      }
    }
  }
};

template <int kCount>
const Basis<kCount>& basis() {
  static const Basis<kCount> made;
  return made;
}

template <int kWidth, int kHeight>
void transformTo(const int32_t* coefficients, uint8_t* out, size_t stride) {
  const Basis<kWidth>& across = basis<kWidth>();
  const Basis<kHeight>& down = basis<kHeight>();
  // Down first, so that the inner loops run along rows.
  float columns[kHeight][kWidth];
  for (int y = 0; y < kHeight; y++) {
    for (int u = 0; u < kWidth; u++) columns[y][u] = 0;
    for (int v = 0; v < kHeight; v++) {
      const float weight = down.at[y][v];
      for (int u = 0; u < kWidth; u++) {
        columns[y][u] += weight * static_cast<float>(coefficients[v * 8 + u]);
      }
    }
  }
  float turned[kWidth][kWidth];
  for (int x = 0; x < kWidth; x++) {
    for (int u = 0; u < kWidth; u++) turned[u][x] = across.at[x][u];
  }
  for (int y = 0; y < kHeight; y++) {
    float row[kWidth] = {};
    for (int u = 0; u < kWidth; u++) {
      for (int x = 0; x < kWidth; x++) row[x] += columns[y][u] * turned[u][x];
    }
    for (int x = 0; x < kWidth; x++) out[y * stride + x] = toByte(row[x]);
  }
}

// With two pixels a side every product of the basis is an eighth, with one sign or the other.
template <>
void transformTo<2, 2>(const int32_t* coefficients, uint8_t* out, size_t stride) {
  const int mean = coefficients[0] + 4;
  const int across = coefficients[1];
  const int down = coefficients[8];
  const int both = coefficients[9];
  out[0] = jpeg::toByte((mean + across + down + both) >> 3);
  out[1] = jpeg::toByte((mean - across + down - both) >> 3);
  out[stride] = jpeg::toByte((mean + across - down - both) >> 3);
  out[stride + 1] = jpeg::toByte((mean - across - down + both) >> 3);
}

using Transform = void (*)(const int32_t*, uint8_t*, size_t);

// By the logarithms of height and width; a mean alone needs no transform.
constexpr Transform kTransforms[4][4] = {
    {nullptr, transformTo<2, 1>, transformTo<4, 1>, transformTo<8, 1>},
    {transformTo<1, 2>, transformTo<2, 2>, transformTo<4, 2>, transformTo<8, 2>},
    {transformTo<1, 4>, transformTo<2, 4>, transformTo<4, 4>, transformTo<8, 4>},
    {transformTo<1, 8>, transformTo<2, 8>, transformTo<4, 8>, transformTo<8, 8>}};

}  // namespace

void transform(const int32_t* coefficients, int width, int height, uint8_t* out, size_t stride) {
  kTransforms[__builtin_ctz(height)][__builtin_ctz(width)](coefficients, out, stride);
}

}  // namespace jpeg
