#pragma once
#include <cstddef>
#include <cstdint>

#include "bits.h"

namespace jpeg {

// Codes up to this long are looked up at once.
constexpr int LOOKUP = 11;
// How far a code for "no more coefficients" moves on: beyond every block.
constexpr int END_OF_BLOCK = 128;

// One Huffman table, as a DHT segment defines it.
class Huffman {
 public:
  // `counts` of the codes of 1 to 16 bits and their symbols; false where they are no table of the
  // kind that baseline coding uses.
  bool build(const uint8_t counts[16], const uint8_t* symbols, size_t symbolCount, bool isDc);

  bool exists() const { return exists_; }
  // As if it had not been built, but quickly built again.
  void forget() { exists_ = false; }

  // The next symbol; -1 where there is no such code. Needs 16 bits in the reader.
  int symbol(BitReader& reader) const {
    uint16_t entry = quick_[reader.peek(LOOKUP)];
    if (__builtin_expect(entry == 0, 0)) {
      entry = longCode(static_cast<uint32_t>(reader.peek(16)));
      if (entry == 0) return -1;
    }
    reader.skip(entry >> 8);
    return entry & 0xff;
  }

  // The next symbol with its value, where both are short: bits 0-7 their length, 8-15 how far it moves
  // on among the coefficients (0 in a table of means), from 16 the value with its sign. 0 where longer.
  int32_t value(const BitReader& reader) const { return values_[reader.peek(LOOKUP)]; }

  // What skipping needs of the next two symbols: bits 0-7 how many bits both have with those of their
  // values, 8-15 how far both move on among the coefficients; 16-23 and 24-31 the same of the first
  // alone. Where the second is not known the first counts for both; 0 where the first has a long code.
  uint32_t pair(const BitReader& reader) const { return pairs_[reader.peek(LOOKUP)]; }

 private:
  // The length and symbol of a code among 16 bits; 0 where there is none. By value, so that a reader can
  // stay in registers.
  uint16_t longCode(uint32_t bits) const;
  void fillPairs();
  void fillValues(bool isDc);

  // Length in the high byte, symbol in the low one; 0 where the code is longer.
  uint16_t quick_[1 << LOOKUP] = {};
  uint32_t pairs_[1 << LOOKUP] = {};
  int32_t values_[1 << LOOKUP] = {};
  // Of each length: one more than its last code, aligned to 16 bits, and where its symbols begin.
  uint32_t beyond_[17] = {};
  int offset_[17] = {};
  uint8_t symbols_[256] = {};
  // What it was built from.
  uint8_t counts_[16] = {};
  size_t symbolCount_ = 0;
  bool isBuilt_ = false;
  bool exists_ = false;
};

// How far a symbol of the AC tables moves on among the coefficients, itself included.
inline int advanceOf(int symbol) {
  if ((symbol & 15) != 0) return (symbol >> 4) + 1;
  return symbol == 0xf0 ? 16 : END_OF_BLOCK;
}

// T.81 F.2.2.1, EXTEND: a value of so many bits with its sign.
inline int extend(int value, int bits) {
  return value < (1 << (bits - 1)) ? value - (1 << bits) + 1 : value;
}

}  // namespace jpeg
