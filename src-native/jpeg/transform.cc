#include "transform.h"

#include <cmath>
#include <cstring>

namespace jpeg {
namespace {

// Eight numbers in one AVX register, or in two of a smaller machine.
typedef float Lanes __attribute__((vector_size(32)));
typedef int32_t LaneNumbers __attribute__((vector_size(32)));
typedef uint8_t LaneBytes __attribute__((vector_size(8)));
constexpr int LANES = 8;

// T.81 A.3.3 in one dimension: [frequency][pixel], for so many pixels, with the scale between blocks of 8
// and of that many.
template <int COUNT>
struct Basis {
  alignas(32) float at[COUNT][LANES] = {};
  Basis() {
    const double pi = std::acos(-1.0);
    for (int u = 0; u < COUNT; u++) {
      const double normal = u == 0 ? std::sqrt(0.5) : 1;
      for (int x = 0; x < COUNT; x++) {
        at[u][x] = static_cast<float>(0.5 * normal * std::cos((2 * x + 1) * u * pi / (2 * COUNT)));
      }
    }
  }
};
template <int COUNT>
const Basis<COUNT> BASIS;

inline Lanes load(const float* from) { return *reinterpret_cast<const Lanes*>(from); }

// The bytes of levels around zero.
inline LaneBytes toBytes(Lanes levels) {
  const Lanes shifted = levels + 128.5f;
  const Lanes none = {};
  const Lanes most = none + 255.0f;
  const Lanes atLeast = shifted < none ? none : shifted;
  return __builtin_convertvector(__builtin_convertvector(atLeast > most ? most : atLeast, LaneNumbers), LaneBytes);
}

template <int WIDTH, int HEIGHT>
void transformTo(const int32_t* coefficients, uint8_t* out, size_t stride) {
  Lanes rows[HEIGHT];
  for (int v = 0; v < HEIGHT; v++) {
    LaneNumbers numbers;
    std::memcpy(&numbers, coefficients + v * LANES, sizeof numbers);
    rows[v] = __builtin_convertvector(numbers, Lanes);
  }
  for (int y = 0; y < HEIGHT; y++) {
    // Down first: one frequency across in each lane.
    Lanes column = rows[0] * BASIS<HEIGHT>.at[0][y];
    for (int v = 1; v < HEIGHT; v++) column += rows[v] * BASIS<HEIGHT>.at[v][y];
    Lanes pixels = load(BASIS<WIDTH>.at[0]) * column[0];
    for (int u = 1; u < WIDTH; u++) pixels += load(BASIS<WIDTH>.at[u]) * column[u];
    const LaneBytes bytes = toBytes(pixels);
    std::memcpy(out + y * stride, &bytes, WIDTH);
  }
}

// With two pixels a side every product of the basis is an eighth, with one sign or the other.
template <>
void transformTo<2, 2>(const int32_t* coefficients, uint8_t* out, size_t stride) {
  const int mean = coefficients[0] + 4;
  const int across = coefficients[1];
  const int down = coefficients[8];
  const int both = coefficients[9];
  out[0] = toByte((mean + across + down + both) >> 3);
  out[1] = toByte((mean - across + down - both) >> 3);
  out[stride] = toByte((mean + across - down - both) >> 3);
  out[stride + 1] = toByte((mean - across - down + both) >> 3);
}

using Transform = void (*)(const int32_t*, uint8_t*, size_t);

// By the logarithms of height and width; a mean alone needs no transform.
constexpr Transform TRANSFORMS[4][4] = {
    {nullptr, transformTo<2, 1>, transformTo<4, 1>, transformTo<8, 1>},
    {transformTo<1, 2>, transformTo<2, 2>, transformTo<4, 2>, transformTo<8, 2>},
    {transformTo<1, 4>, transformTo<2, 4>, transformTo<4, 4>, transformTo<8, 4>},
    {transformTo<1, 8>, transformTo<2, 8>, transformTo<4, 8>, transformTo<8, 8>}};

}  // namespace

void transform(const int32_t* coefficients, int width, int height, uint8_t* out, size_t stride) {
  TRANSFORMS[__builtin_ctz(height)][__builtin_ctz(width)](coefficients, out, stride);
}

}  // namespace jpeg
