#include "resample.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace jpeg {
namespace {

constexpr float PI = 3.14159265358979f;
// Lobes of the Lanczos kernel.
constexpr float LOBES = 3;
// Pictures of one data set often have one size; of each its sides for luma and for chroma.
constexpr size_t MOST_KEPT = 8;

float lanczos(float x) {
  if (x == 0) return 1;
  if (std::fabs(x) >= LOBES) return 0;
  // The sine of the threefold angle by that of the single one.
  const float third = std::sin(PI / LOBES * x);
  const float whole = third * (3 - 4 * third * third);
  return LOBES * whole * third / (PI * PI * x * x);
}

float triangle(float x) { return std::max(0.0f, 1 - std::fabs(x)); }

// The pixels that each pixel of a row is made of, and with which weights.
struct Taps {
  float covered;
  int count;
  std::vector<int> from;
  // Where the weights of each begin, and end.
  std::vector<int> start;
  std::vector<float> weights;
};

// Lanczos with three lobes, stretched as the picture becomes smaller, and between pixels a straight line
// where it becomes larger, as libjpeg has it of chroma; `covered` pixels become `count`.
Taps makeTaps(float covered, int count) {
  Taps taps{covered, count, {}, {0}, {}};
  const float step = covered / static_cast<float>(count);
  const float stretch = std::max(1.0f, step);
  const auto kernel = step < 1 ? triangle : lanczos;
  const int last = static_cast<int>(std::ceil(covered)) - 1;
  for (int i = 0; i < count; i++) {
    const float centre = (static_cast<float>(i) + 0.5f) * step - 0.5f;
    const int first = static_cast<int>(std::ceil(centre - LOBES * stretch));
    const int until = static_cast<int>(std::floor(centre + LOBES * stretch));
    const int from = std::clamp(first, 0, last);
    const size_t start = taps.weights.size();
    taps.from.push_back(from);
    taps.weights.resize(start + std::clamp(until, 0, last) - from + 1, 0.0f);
    float sum = 0;
    for (int pixel = first; pixel <= until; pixel++) {
      const float weight = kernel((static_cast<float>(pixel) - centre) / stretch);
      // Beyond its edge a picture goes on as it ends.
      taps.weights[start + std::clamp(pixel, 0, last) - from] += weight;
      sum += weight;
    }
    for (size_t at = start; at < taps.weights.size(); at++) taps.weights[at] /= sum;
    taps.start.push_back(static_cast<int>(taps.weights.size()));
  }
  return taps;
}

std::shared_ptr<const Taps> tapsFor(float covered, int count) {
  static thread_local std::vector<std::shared_ptr<const Taps>> kept;
  for (const auto& taps : kept) {
    if (taps->covered == covered && taps->count == count) return taps;
  }
  if (kept.size() == MOST_KEPT) kept.erase(kept.begin());
  kept.push_back(std::make_shared<const Taps>(makeTaps(covered, count)));
  return kept.back();
}

// Resamples rows of `columns` pixels into as many rows as `taps` makes, and turns them into columns: done
// twice, with other taps, it resamples a picture. Sums run along whole rows.
template <typename Pixel>
void resampleRows(const Pixel* pixels, size_t stride, int columns, const Taps& taps, std::vector<float>& line,
                  float* turned) {
  line.resize(columns);
  for (int row = 0; row < taps.count; row++) {
    std::fill(line.begin(), line.end(), 0.0f);
    const Pixel* from = pixels + taps.from[row] * stride;
    for (int tap = taps.start[row]; tap < taps.start[row + 1]; tap++, from += stride) {
      const float weight = taps.weights[tap];
      for (int x = 0; x < columns; x++) line[x] += weight * static_cast<float>(from[x]);
    }
    for (int x = 0; x < columns; x++) turned[static_cast<size_t>(x) * taps.count + row] = line[x];
  }
}

// One layer as floats, width x height.
void resampleLayer(const Layer& layer, int width, int height, float* out) {
  if (layer.width == width && layer.height == height) {
    for (int y = 0; y < height; y++, out += width) {
      const uint8_t* from = layer.pixels + static_cast<size_t>(y) * layer.stride;
      for (int x = 0; x < width; x++) out[x] = from[x];
    }
    return;
  }
  const int columns = static_cast<int>(std::ceil(layer.width));
  static thread_local std::vector<float> turned;
  static thread_local std::vector<float> line;
  turned.resize(static_cast<size_t>(columns) * height);
  resampleRows(layer.pixels, layer.stride, columns, *tapsFor(layer.height, height), line, turned.data());
  resampleRows(turned.data(), height, height, *tapsFor(layer.width, width), line, out);
}

inline uint8_t toByte(float value) {
  return static_cast<uint8_t>(std::min(255.0f, std::max(0.0f, value + 0.5f)));
}

}  // namespace

void compose(const std::vector<Layer>& layers, int width, int height, std::vector<uint8_t>& out) {
  const size_t count = static_cast<size_t>(width) * height;
  static thread_local std::vector<float> planes;
  planes.resize(count * layers.size());
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
