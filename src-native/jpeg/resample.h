#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jpeg {

// One component's pixels, of which the picture covers width x height from the upper left.
struct Layer {
  const uint8_t* pixels;
  int stride;
  float width;
  float height;
};

// Resamples the layers to one size and joins them: grey of one layer, red, green, blue of luma, blue and
// red difference.
void compose(const std::vector<Layer>& layers, int width, int height, std::vector<uint8_t>& out);

}  // namespace jpeg
