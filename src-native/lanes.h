#pragma once

#include <cstddef>
#include <cstdlib>

namespace atelier {

// Sixteen floats in one AVX-512 register; any address will do.
constexpr int LANES = 16;
typedef float Lanes __attribute__((vector_size(64), aligned(4)));
typedef int LaneNumbers __attribute__((vector_size(64)));

inline Lanes load(const float* from) { return *reinterpret_cast<const Lanes*>(from); }
inline void store(float* to, Lanes lanes) { *reinterpret_cast<Lanes*>(to) = lanes; }

// Transposes a 16 x 16 block in registers: in round s, rows i and i + s swap their off-diagonal lanes.
inline void transpose(Lanes rows[LANES]) {
#pragma GCC unroll 4
  for (int s = 1; s < LANES; s *= 2) {
    LaneNumbers low, high;
#pragma GCC unroll 16
    for (int lane = 0; lane < LANES; lane++) {
      low[lane] = lane & s ? LANES + lane - s : lane;
      high[lane] = lane & s ? LANES + lane : lane + s;
    }
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) {
      if (i & s) continue;
      const Lanes upper = rows[i], lower = rows[i + s];
      rows[i] = __builtin_shuffle(upper, lower, low);
      rows[i + s] = __builtin_shuffle(upper, lower, high);
    }
  }
}

// Memory that is kept from call to call, so that no call pays for fresh pages.
class Scratch {
 public:
  ~Scratch() { std::free(memory_); }

  float* floats(std::size_t count) {
    if (count > count_) {
      std::free(memory_);
      memory_ = static_cast<float*>(std::aligned_alloc(PAGE, (count * sizeof(float) + PAGE - 1) / PAGE * PAGE));
      count_ = count;
    }
    return memory_;
  }

 private:
  static constexpr std::size_t PAGE = 4096;
  float* memory_ = nullptr;
  std::size_t count_ = 0;
};

}  // namespace atelier
