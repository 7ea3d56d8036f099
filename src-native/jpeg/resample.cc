#include "resample.h"

#include <algorithm>
#include <cmath>

namespace jpeg {
namespace {

constexpr float kPi = 3.14159265358979f;
// Lobes of the Lanczos kernel.
constexpr float kLobes = 3;

float lanczos(float x) {
  if (x == 0) return 1;
  if (std::fabs(x) >= kLobes) return 0;
  const float turned = kPi * x;
  return kLobes * std::sin(turned) * std::sin(turned / kLobes) / (turned * turned);
}

float triangle(float x) { return std::max(0.0f, 1 - std::fabs(x)); }

// The pixels that one pixel is made of, and with which weights.
struct Tap {
  int from;
  std::vector<float> weights;
};

// Lanczos with three lobes, stretched as the picture becomes smaller, and between pixels a straight line
// where it becomes larger, as libjpeg has it of chroma; `covered` of `available` pixels become `count`.
std::vector<Tap> tapsOf(float covered, int available, int count) {
  std::vector<Tap> taps(count);
  const float step = covered / count;
  const float stretch = std::max(1.0f, step);
  const auto kernel = step < 1 ? triangle : lanczos;
  const int last = std::min(available, static_cast<int>(std::ceil(covered))) - 1;
  for (int i = 0; i < count; i++) {
    const float centre = (i + 0.5f) * step - 0.5f;
    const int from = static_cast<int>(std::ceil(centre - kLobes * stretch));
    const int until = static_cast<int>(std::floor(centre + kLobes * stretch));
    Tap& tap = taps[i];
    tap.from = std::clamp(from, 0, last);
    tap.weights.assign(std::clamp(until, 0, last) - tap.from + 1, 0);
    float sum = 0;
    for (int pixel = from; pixel <= until; pixel++) {
      const float weight = kernel((pixel - centre) / stretch);
      // Beyond its edge a picture goes on as it ends.
      tap.weights[std::clamp(pixel, 0, last) - tap.from] += weight;
      sum += weight;
    }
    for (float& weight : tap.weights) weight /= sum;
  }
  return taps;
}

// One layer as floats, width x height.
void resampleLayer(const Layer& layer, int width, int height, float* out) {
  const int columns = static_cast<int>(std::ceil(layer.width));
  const int rows = static_cast<int>(std::ceil(layer.height));
  const bool isThere = layer.width == width && layer.height == height;
  if (isThere) {
    for (int y = 0; y < height; y++) {
      const uint8_t* from = layer.pixels + static_cast<size_t>(y) * layer.stride;
      for (int x = 0; x < width; x++) out[y * width + x] = from[x];
    }
    return;
  }
  // Down first: its sums run along whole rows.
  const std::vector<Tap> across = tapsOf(layer.width, columns, width);
  const std::vector<Tap> down = tapsOf(layer.height, rows, height);
  std::vector<float> line(columns);
  for (int y = 0; y < height; y++) {
    std::fill(line.begin(), line.end(), 0.0f);
    for (size_t tap = 0; tap < down[y].weights.size(); tap++) {
      const float weight = down[y].weights[tap];
      const uint8_t* from = layer.pixels + (down[y].from + tap) * layer.stride;
      for (int x = 0; x < columns; x++) line[x] += weight * from[x];
    }
    for (int x = 0; x < width; x++) {
      float sum = 0;
      for (size_t tap = 0; tap < across[x].weights.size(); tap++) {
        sum += across[x].weights[tap] * line[across[x].from + tap];
      }
      out[y * width + x] = sum;
    }
  }
}

inline uint8_t toByte(float value) {
  return static_cast<uint8_t>(std::min(255.0f, std::max(0.0f, value + 0.5f)));
}

}  // namespace

void compose(const std::vector<Layer>& layers, int width, int height, std::vector<uint8_t>& out) {
  const size_t count = static_cast<size_t>(width) * height;
  std::vector<float> planes(count * layers.size());
  for (size_t i = 0; i < layers.size(); i++) {
    resampleLayer(layers[i], width, height, planes.data() + i * count);
  }
  out.resize(count * layers.size());
  if (layers.size() == 1) {
    for (size_t i = 0; i < count; i++) out[i] = toByte(planes[i]);
    return;
  }
  // JFIF 1.02: full-range YCbCr of ITU-R BT.601.
  const float* luma = planes.data();
  const float* blue = luma + count;
  const float* red = blue + count;
  for (size_t i = 0; i < count; i++) {
    const float b = blue[i] - 128;
    const float r = red[i] - 128;
    out[3 * i] = toByte(luma[i] + 1.402f * r);
    out[3 * i + 1] = toByte(luma[i] - 0.344136f * b - 0.714136f * r);
    out[3 * i + 2] = toByte(luma[i] + 1.772f * b);
  }
}

}  // namespace jpeg
