#pragma once
#include <cstddef>
#include <cstdint>

namespace jpeg {

// The inverse cosine transform of a block's low frequencies (8 x 8 coefficients, row by row) to width x
// height pixels, each 1, 2, 4 or 8: the block as if it had been made smaller by 8 / width and 8 / height.
void transform(const int32_t* coefficients, int width, int height, uint8_t* out, size_t stride);

// A level around zero as a byte.
inline uint8_t toByte(int level) {
  const int value = level + 128;
  return static_cast<uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
}

}  // namespace jpeg
