#include "frame.h"

#include <algorithm>
#include <cstring>

namespace jpeg {
namespace {

// The bytes of one marker segment; reading beyond them is noticed and gives zeros.
class Payload {
 public:
  Payload(const uint8_t* bytes, size_t length) : bytes_(bytes), length_(length) {}
  size_t left() const { return length_ - at_; }
  bool failed() const { return failed_; }
  int byte() {
    if (left() < 1) {
      failed_ = true;
      return 0;
    }
    return bytes_[at_++];
  }
  int word() {
    const int high = byte();
    return high << 8 | byte();
  }
  const uint8_t* take(size_t count) {
    if (left() < count) {
      failed_ = true;
      return nullptr;
    }
    at_ += count;
    return bytes_ + at_ - count;
  }
  bool startsWith(const char* text, size_t count) const {
    return left() >= count && std::memcmp(bytes_ + at_, text, count) == 0;
  }

 private:
  const uint8_t* bytes_;
  size_t length_;
  size_t at_ = 0;
  bool failed_ = false;
};

bool readQuantizers(Payload payload, Frame& frame) {
  while (payload.left() > 0) {
    const int kind = payload.byte();
    // Numbers of two bytes are for 12-bit pictures; those of 8 bits that have them are very coarse.
    if (kind > 3) return false;
    for (uint8_t& value : frame.quantizers[kind]) value = static_cast<uint8_t>(payload.byte());
    if (payload.failed()) return false;
  }
  return true;
}

bool readTables(Payload payload, Frame& frame) {
  while (payload.left() > 0) {
    const int kind = payload.byte();
    if ((kind & 15) > 3 || kind >> 4 > 1) return false;
    const uint8_t* counts = payload.take(16);
    if (counts == nullptr) return false;
    size_t total = 0;
    for (int i = 0; i < 16; i++) total += counts[i];
    const uint8_t* symbols = total <= 256 ? payload.take(total) : nullptr;
    if (symbols == nullptr) return false;
    const bool isDc = kind >> 4 == 0;
    Huffman& table = isDc ? frame.dc[kind & 15] : frame.ac[kind & 15];
    if (!table.build(counts, symbols, total, isDc)) return false;
  }
  return true;
}

bool readFrame(Payload payload, Frame& frame) {
  if (frame.width != 0 || payload.byte() != 8) return false;
  frame.height = payload.word();
  frame.width = payload.word();
  const int count = payload.byte();
  if (frame.width == 0 || frame.height == 0 || (count != 1 && count != 3)) return false;
  for (int i = 0; i < count; i++) {
    const int id = payload.byte();
    const int factors = payload.byte();
    const int quantizer = payload.byte();
    Component component{id, factors >> 4, factors & 15, quantizer};
    // A single component is stored block by block, whatever its factors say.
    if (count == 1) component.across = component.down = 1;
    const bool isOurs = component.across >= 1 && component.across <= 2 && component.down >= 1 &&
                        component.down <= 2 && quantizer <= 3;
    if (!isOurs) return false;
    frame.components.push_back(component);
    frame.mostAcross = std::max(frame.mostAcross, component.across);
    frame.mostDown = std::max(frame.mostDown, component.down);
  }
  if (payload.failed() || payload.left() != 0) return false;
  // Luma has every sample.
  const Component& luma = frame.components[0];
  if (luma.across != frame.mostAcross || luma.down != frame.mostDown) return false;
  const int unitWidth = 8 * frame.mostAcross;
  const int unitHeight = 8 * frame.mostDown;
  frame.unitsAcross = (frame.width + unitWidth - 1) / unitWidth;
  frame.unitsDown = (frame.height + unitHeight - 1) / unitHeight;
  return true;
}

bool readScanHeader(Payload payload, Frame& frame) {
  if (payload.byte() != static_cast<int>(frame.components.size())) return false;
  for (Component& component : frame.components) {
    if (payload.byte() != component.id) return false;
    const int tables = payload.byte();
    component.dcTable = tables >> 4;
    component.acTable = tables & 15;
    if (component.dcTable > 3 || component.acTable > 3) return false;
  }
  // All 64 coefficients at once, as sequential pictures have them.
  const bool isWhole = payload.byte() == 0 && payload.byte() == 63 && payload.byte() == 0;
  return isWhole && !payload.failed() && payload.left() == 0;
}

// Exif 2.32: a TIFF header with a directory of 12-byte entries; tag 274 says which way is up.
bool readOrientation(Payload payload, int& orientation) {
  if (!payload.startsWith("Exif\0\0", 6)) return true;
  payload.take(6);
  const size_t length = payload.left();
  const uint8_t* tiff = payload.take(length);
  if (length < 8) return false;
  const bool isLittle = tiff[0] == 'I';
  const auto word = [&](size_t at) -> uint32_t {
    return isLittle ? tiff[at] | tiff[at + 1] << 8 : tiff[at] << 8 | tiff[at + 1];
  };
  const auto wide = [&](size_t at) -> uint32_t {
    return isLittle ? word(at) | word(at + 2) << 16 : word(at) << 16 | word(at + 2);
  };
  if (word(2) != 42) return false;
  const size_t directory = wide(4);
  if (directory > length - 2) return false;
  const size_t entries = word(directory);
  if (entries * 12 > length - directory - 2) return false;
  for (size_t i = 0; i < entries; i++) {
    const size_t at = directory + 2 + 12 * i;
    if (word(at) != 274) continue;
    // Of the type SHORT; what is out of range is as if it were not there.
    const uint32_t value = word(at + 8);
    if (word(at + 2) == 3 && value >= 1 && value <= 8) orientation = static_cast<int>(value);
    return true;
  }
  return true;
}

}  // namespace

void Frame::clear() {
  width = height = 0;
  components.clear();
  mostAcross = mostDown = 1;
  restartInterval = 0;
  quantizers = {};
  for (int i = 0; i < 4; i++) {
    dc[i].forget();
    ac[i].forget();
  }
}

bool readHeader(const uint8_t* bytes, size_t length, Frame& frame, Header& header) {
  if (length < 4 || bytes[0] != 0xff || bytes[1] != 0xd8) return false;
  bool hasJfif = false;
  bool hasExif = false;
  int adobe = -1;
  for (size_t at = 2; at + 4 <= length;) {
    if (bytes[at] != 0xff) return false;
    const int marker = bytes[at + 1];
    // Fill bytes before a marker.
    if (marker == 0xff) {
      at++;
      continue;
    }
    const size_t size = bytes[at + 2] << 8 | bytes[at + 3];
    if (size < 2 || size > length - at - 2) return false;
    Payload payload(bytes + at + 4, size - 2);
    at += 2 + size;
    switch (marker) {
      case 0xc0:  // Baseline.
      case 0xc1:  // Extended sequential.
        if (!readFrame(payload, frame)) return false;
        break;
      case 0xc4:
        if (!readTables(payload, frame)) return false;
        break;
      case 0xdb:
        if (!readQuantizers(payload, frame)) return false;
        break;
      case 0xdd:
        frame.restartInterval = payload.word();
        if (payload.failed() || payload.left() != 0) return false;
        break;
      case 0xe0:
        hasJfif = hasJfif || payload.startsWith("JFIF\0", 5);
        break;
      case 0xe1:
        if (!hasExif && !readOrientation(payload, header.orientation)) return false;
        hasExif = hasExif || payload.startsWith("Exif\0\0", 6);
        break;
      case 0xe2:
        // Colours of another space need a profile's arithmetic.
        if (payload.startsWith("ICC_PROFILE\0", 12)) return false;
        break;
      case 0xee:
        if (payload.startsWith("Adobe", 5) && payload.left() >= 12) {
          payload.take(11);
          adobe = payload.byte();
        }
        break;
      case 0xda: {
        if (frame.width == 0 || !readScanHeader(payload, frame)) return false;
        const bool hasColour = frame.components.size() == 3;
        if (hasColour && !hasJfif) {
          // Without either, libjpeg goes by the components' names: 1, 2, 3 are YCbCr.
          const bool isNumbered = frame.components[0].id == 1 && frame.components[1].id == 2 &&
                                  frame.components[2].id == 3;
          if (adobe < 0 ? !isNumbered : adobe != 1) return false;
        }
        frame.dataFrom = at;
        header.width = frame.width;
        header.height = frame.height;
        header.components = static_cast<int>(frame.components.size());
        return true;
      }
      default:
        // Comments and other applications' segments; everything else is not ours.
        if (marker != 0xfe && (marker < 0xe3 || marker > 0xef)) return false;
    }
  }
  return false;
}

bool readData(const uint8_t* bytes, size_t length, Frame& frame) {
  frame.segments.clear();
  const size_t rest = length - frame.dataFrom;
  if (frame.data.size() < rest + BitReader::PADDING) frame.data.resize(rest + BitReader::PADDING);
  uint8_t* out = frame.data.data();
  size_t from = 0;
  const uint8_t* next = bytes + frame.dataFrom;
  const uint8_t* const end = bytes + length;
  const auto endSegment = [&] {
    const size_t until = out - frame.data.data();
    frame.segments.push_back({from, until - from});
    from = until;
  };
  for (;;) {
    const auto* mark = static_cast<const uint8_t*>(std::memchr(next, 0xff, end - next));
    if (mark == nullptr || end - mark < 2) return false;
    std::memcpy(out, next, mark - next);
    out += mark - next;
    next = mark + 2;
    const int marker = mark[1];
    if (marker == 0) {
      *out++ = 0xff;
    } else if (marker >= 0xd0 && marker <= 0xd7) {
      if (marker != static_cast<int>(0xd0 + frame.segments.size() % 8)) return false;
      endSegment();
    } else {
      endSegment();
      // Only the end of the picture; another scan is not ours.
      if (marker != 0xd9) return false;
      break;
    }
  }
  std::memset(out, 0, BitReader::PADDING);

  const size_t units = static_cast<size_t>(frame.unitsAcross) * frame.unitsDown;
  const size_t interval = frame.restartInterval == 0 ? units : frame.restartInterval;
  if (frame.segments.size() != (units + interval - 1) / interval) return false;
  // Every block takes two bits at least: so what is made of a file is bounded by its length.
  size_t blocks = 0;
  for (const Component& component : frame.components) blocks += component.across * component.down;
  const size_t bits = 8 * static_cast<size_t>(out - frame.data.data());
  return units <= bits / (2 * blocks);
}

}  // namespace jpeg
