#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace jpeg {

// Reads bits from the most significant on. The data must be followed by `PADDING` bytes that may be
// read; `left` tells afterwards how much of it was. Reading beyond by a whole unit of twelve blocks, of
// at most 208 bytes each, is safe: nothing is checked before.
class BitReader {
 public:
  static constexpr size_t PADDING = 4096;

  BitReader(const uint8_t* bytes, size_t length) : next_(bytes), end_(bytes + length) {}

  // At least 56 bits are there afterwards (Giesen 2018, "Reading bits in far too many ways", variant 4).
  void refill() {
    uint64_t word;
    std::memcpy(&word, next_, 8);
    bits_ |= __builtin_bswap64(word) >> count_;
    next_ += (63 ^ count_) >> 3;
    count_ |= 56;
  }

  uint64_t peek(int bits) const { return bits_ >> (64 - bits); }

  // Fewer than 64.
  void skip(uint64_t bits) {
    bits_ <<= bits & 63;
    count_ -= bits & 63;
  }

  // The next bits as a value, at least one of them.
  int take(int bits) {
    const int value = static_cast<int>(peek(bits));
    skip(bits);
    return value;
  }

  // Bits that were not read; negative where more were read than there are.
  ptrdiff_t left() const { return (end_ - next_) * 8 + static_cast<ptrdiff_t>(count_); }

 private:
  const uint8_t* next_;
  const uint8_t* end_;
  uint64_t bits_ = 0;
  // Valid bits of `bits_`, at most 63.
  uint64_t count_ = 0;
};

}  // namespace jpeg
