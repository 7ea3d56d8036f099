#include "jpeg.h"

#include <algorithm>

#include "bits.h"
#include "frame.h"
#include "huffman.h"
#include "resample.h"
#include "transform.h"

namespace jpeg {
namespace {

// T.81 figure A.6: where each coefficient of the stream stands in its block, row by row.
constexpr uint8_t ZIGZAG[64] = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48,
    41, 34, 27, 20, 13, 6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23,
    30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

// The last coefficient of the stream that stands within the first so many rows and columns.
constexpr int lastWithin(int columns, int rows) {
  int last = 0;
  for (int k = 0; k < 64; k++) {
    if (ZIGZAG[k] % 8 < columns && ZIGZAG[k] / 8 < rows) last = k;
  }
  return last;
}

// A component on its way to pixels.
struct Plane {
  const Component* component;
  const Huffman* dc;
  const Huffman* ac;
  const uint8_t* quantizer;
  // Pixels that are made of a block.
  int blockWidth;
  int blockHeight;
  int lastKept;
  // Of the whole plane, in whole blocks.
  int stride;
  std::vector<uint8_t> pixels;
  int prediction = 0;
};

// Passes the next one or two coefficients; false at the end of the block, where `k` becomes at least 64.
inline bool skipPair(BitReader& reader, const Huffman& ac, int& k) {
  const uint32_t pair = ac.pair(reader);
  if (__builtin_expect(pair == 0, 0)) {
    const int symbol = ac.symbol(reader);
    // No such code: as if the block were too long.
    k += symbol < 0 ? 64 + 1 : advanceOf(symbol);
    reader.skip(symbol & 15);
    return k < 64;
  }
  const int both = k + static_cast<int>(pair >> 8 & 0xff);
  if (both < 64) {
    reader.skip(pair);
    k = both;
    return true;
  }
  const int first = k + static_cast<int>(pair >> 24);
  const bool isComplete = first >= 64;
  reader.skip(isComplete ? pair >> 16 : pair);
  k = isComplete ? first : both;
  return false;
}

// Passes coefficients from `k` on until the block is complete; false where the stream is not right.
inline bool skipRest(BitReader& reader, const Huffman& ac, int k) {
  do {
    reader.refill();
    // Two pairs have at most 48 bits.
  } while (skipPair(reader, ac, k) && skipPair(reader, ac, k));
  return k == 64 || k >= END_OF_BLOCK;
}

// Reads the first coefficient of a block, which is given as the difference from the block before.
inline bool readMean(BitReader& reader, Plane& plane) {
  reader.refill();
  const int32_t known = plane.dc->value(reader);
  if (__builtin_expect(known != 0, 1)) {
    reader.skip(known);
    plane.prediction += known >> 16;
  } else {
    const int size = plane.dc->symbol(reader);
    if (size < 0) return false;
    if (size > 0) plane.prediction += extend(reader.take(size), size);
  }
  return plane.prediction >= -32768 && plane.prediction <= 32767;
}

// Reads one block; the coefficients that are kept are multiplied by their quantizers, row by row.
inline bool readBlock(BitReader& reader, Plane& plane, int32_t* coefficients) {
  if (!readMean(reader, plane)) return false;
  coefficients[0] = plane.prediction * plane.quantizer[0];
  const Huffman& ac = *plane.ac;
  const int last = plane.lastKept;
  int k = 1;
  while (k <= last) {
    reader.refill();
    const int32_t known = ac.value(reader);
    if (__builtin_expect(known != 0, 1)) {
      reader.skip(known);
      k += known >> 8 & 0xff;
      if (k > 64) break;
      // Where there is no value it is 0, as the coefficient was.
      coefficients[ZIGZAG[k - 1]] = (known >> 16) * plane.quantizer[k - 1];
      continue;
    }
    const int symbol = ac.symbol(reader);
    if (symbol < 0) return false;
    const int bits = symbol & 15;
    if (bits == 0) {
      k += advanceOf(symbol);
      continue;
    }
    k += symbol >> 4;
    if (k > 63) return false;
    coefficients[ZIGZAG[k]] = extend(reader.take(bits), bits) * plane.quantizer[k];
    k++;
  }
  return k < 64 ? skipRest(reader, ac, k) : k == 64 || k >= END_OF_BLOCK;
}

// The eighths at which a picture is made: the fewest that are still enough for the target.
int chooseScale(const Frame& frame, int targetWidth, int targetHeight) {
  for (const int scale : {1, 2, 4}) {
    const bool isWide = frame.width * scale >= targetWidth * 8;
    if (isWide && frame.height * scale >= targetHeight * 8) return scale;
  }
  return 8;
}

// Larger ones are for a decoder that goes row by row.
constexpr size_t MOST_PIXELS = size_t{1} << 26;

bool preparePlanes(const Frame& frame, int scale, std::vector<Plane>& planes) {
  size_t pixels = 0;
  for (const Component& component : frame.components) {
    Plane plane;
    plane.component = &component;
    plane.dc = &frame.dc[component.dcTable];
    plane.ac = &frame.ac[component.acTable];
    plane.quantizer = frame.quantizers[component.quantizer].data();
    if (!plane.dc->exists() || !plane.ac->exists() || plane.quantizer[0] == 0) return false;
    // A component with fewer samples is made larger where it can be: its pixels then lie on those of
    // the others.
    plane.blockWidth = std::min(8, scale * frame.mostAcross / component.across);
    plane.blockHeight = std::min(8, scale * frame.mostDown / component.down);
    plane.lastKept = lastWithin(plane.blockWidth, plane.blockHeight);
    plane.stride = frame.unitsAcross * component.across * plane.blockWidth;
    const size_t rows = static_cast<size_t>(frame.unitsDown) * component.down * plane.blockHeight;
    pixels += plane.stride * rows;
    if (pixels > MOST_PIXELS) return false;
    plane.pixels.resize(plane.stride * rows);
    planes.push_back(std::move(plane));
  }
  return true;
}

// Zeros where a block may set a coefficient that is used.
inline void clear(int32_t* coefficients, int lastKept) {
  if (lastKept <= 4) {
    coefficients[1] = coefficients[8] = coefficients[9] = 0;
  } else {
    for (int i = 0; i < 64; i++) coefficients[i] = 0;
  }
}

// Reads the blocks of one component in a unit and makes them pixels, the first of them at `out`.
bool readBlocks(BitReader& shared, Plane& plane, uint8_t* out) {
  // A copy stays in registers.
  BitReader reader = shared;
  const Component& component = *plane.component;
  const bool isMeans = plane.lastKept == 0;
  for (int y = 0; y < component.down; y++, out += plane.stride * plane.blockHeight) {
    for (int x = 0; x < component.across; x++) {
      uint8_t* const block = out + x * plane.blockWidth;
      if (isMeans) {
        // T.81 A.3.3 of a constant: an eighth.
        if (!readMean(reader, plane) || !skipRest(reader, *plane.ac, 1)) return false;
        *block = toByte((plane.prediction * plane.quantizer[0] + 4) >> 3);
      } else {
        alignas(64) int32_t coefficients[64];
        clear(coefficients, plane.lastKept);
        if (!readBlock(reader, plane, coefficients)) return false;
        transform(coefficients, plane.blockWidth, plane.blockHeight, block, plane.stride);
      }
    }
  }
  shared = reader;
  return reader.left() >= 0;
}

bool readUnit(BitReader& reader, std::vector<Plane>& planes, int column, int row) {
  for (Plane& plane : planes) {
    const size_t top = static_cast<size_t>(row) * plane.component->down * plane.blockHeight;
    const size_t left = static_cast<size_t>(column) * plane.component->across * plane.blockWidth;
    if (!readBlocks(reader, plane, plane.pixels.data() + top * plane.stride + left)) return false;
  }
  return true;
}

bool readScan(const Frame& frame, std::vector<Plane>& planes) {
  const size_t units = static_cast<size_t>(frame.unitsAcross) * frame.unitsDown;
  size_t unit = 0;
  for (const Segment& segment : frame.segments) {
    BitReader reader(frame.data.data() + segment.from, segment.length);
    for (Plane& plane : planes) plane.prediction = 0;
    const size_t until = frame.restartInterval == 0 ? units : unit + frame.restartInterval;
    for (; unit < std::min(until, units); unit++) {
      const int row = static_cast<int>(unit / frame.unitsAcross);
      const int column = static_cast<int>(unit % frame.unitsAcross);
      if (!readUnit(reader, planes, column, row)) return false;
    }
    // Nothing but the bits that fill the last byte may be left.
    if (reader.left() < 0 || reader.left() > 7) return false;
  }
  return unit == units;
}

// The same for all pictures of a thread, since many define the same tables, as does the same file again.
Frame& clearFrame() {
  static thread_local Frame frame;
  frame.clear();
  return frame;
}

}  // namespace

bool inspect(const uint8_t* bytes, size_t length, Header& header) {
  Frame& frame = clearFrame();
  return readHeader(bytes, length, frame, header);
}

bool decode(const uint8_t* bytes, size_t length, int targetWidth, int targetHeight,
            std::vector<uint8_t>& pixels) {
  Frame& frame = clearFrame();
  Header header;
  if (!readHeader(bytes, length, frame, header) || !readData(bytes, length, frame)) return false;
  if (targetWidth < 1 || targetWidth > frame.width) return false;
  if (targetHeight < 1 || targetHeight > frame.height) return false;

  const int scale = chooseScale(frame, targetWidth, targetHeight);
  std::vector<Plane> planes;
  if (!preparePlanes(frame, scale, planes) || !readScan(frame, planes)) return false;

  std::vector<Layer> layers;
  for (const Plane& plane : planes) {
    // How much of the plane's pixels the picture itself has, which may end within one.
    const float perPixelX = 8.0f / plane.blockWidth * frame.mostAcross / plane.component->across;
    const float perPixelY = 8.0f / plane.blockHeight * frame.mostDown / plane.component->down;
    layers.push_back({plane.pixels.data(), plane.stride, frame.width / perPixelX,
                      frame.height / perPixelY});
  }
  compose(layers, targetWidth, targetHeight, pixels);
  return true;
}

}  // namespace jpeg
