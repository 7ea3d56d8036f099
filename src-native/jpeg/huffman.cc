#include "huffman.h"

#include <cstring>

namespace jpeg {

bool Huffman::build(const uint8_t counts[16], const uint8_t* symbols, size_t symbolCount,
                    bool isDc) {
  if (isBuilt_ && symbolCount == symbolCount_ && std::memcmp(counts, counts_, 16) == 0 &&
      std::memcmp(symbols, symbols_, symbolCount) == 0) {
    exists_ = true;
    return true;
  }
  *this = Huffman();
  std::memcpy(counts_, counts, 16);
  std::memcpy(symbols_, symbols, symbolCount);
  symbolCount_ = symbolCount;
  for (size_t i = 0; i < symbolCount; i++) {
    // Sizes beyond these need more bits than 8-bit pictures have.
    const int size = isDc ? symbols[i] : symbols[i] & 15;
    if (size > (isDc ? 11 : 10)) return false;
    // Only "no more" and "sixteen zeros" have no value.
    if (!isDc && size == 0 && symbols[i] != 0 && symbols[i] != 0xf0) return false;
  }
  uint32_t code = 0;
  int next = 0;
  for (int length = 1; length <= 16; length++) {
    offset_[length] = next - static_cast<int>(code);
    for (int i = 0; i < counts[length - 1]; i++, code++, next++) {
      if (code >= (1u << length)) return false;
      if (length > LOOKUP) continue;
      const int spare = LOOKUP - length;
      const uint16_t entry = static_cast<uint16_t>(length << 8 | symbols_[next]);
      for (int rest = 0; rest < (1 << spare); rest++) quick_[(code << spare) + rest] = entry;
    }
    beyond_[length] = code << (16 - length);
    code <<= 1;
  }
  if (!isDc) fillPairs();
  fillValues(isDc);
  isBuilt_ = true;
  exists_ = true;
  return true;
}

void Huffman::fillPairs() {
  for (int index = 0; index < (1 << LOOKUP); index++) {
    const uint16_t first = quick_[index];
    if (first == 0) continue;
    const int symbol = first & 0xff;
    const int length = (first >> 8) + (symbol & 15);
    const int advance = advanceOf(symbol);
    int bothLength = length;
    int bothAdvance = advance;
    if (advance < END_OF_BLOCK && length < LOOKUP) {
      // What follows is known as far as the index reaches.
      const uint16_t second = quick_[(index << length) & ((1 << LOOKUP) - 1)];
      if (second != 0 && length + (second >> 8) <= LOOKUP) {
        bothLength += (second >> 8) + (second & 15);
        bothAdvance += advanceOf(second & 0xff);
      }
    }
    pairs_[index] = static_cast<uint32_t>(bothLength | bothAdvance << 8 | length << 16) |
                    static_cast<uint32_t>(advance) << 24;
  }
}

void Huffman::fillValues(bool isDc) {
  for (int index = 0; index < (1 << LOOKUP); index++) {
    const uint16_t entry = quick_[index];
    const int symbol = entry & 0xff;
    const int size = symbol & 15;
    const int length = (entry >> 8) + size;
    if (entry == 0 || length > LOOKUP) continue;
    const int bits = index >> (LOOKUP - length) & ((1 << size) - 1);
    const int value = size == 0 ? 0 : extend(bits, size);
    values_[index] = value * 65536 | (isDc ? 0 : advanceOf(symbol)) << 8 | length;
  }
}

uint16_t Huffman::longCode(uint32_t bits) const {
  for (int length = LOOKUP + 1; length <= 16; length++) {
    if (bits < beyond_[length]) {
      const uint8_t symbol = symbols_[(bits >> (16 - length)) + offset_[length]];
      return static_cast<uint16_t>(length << 8 | symbol);
    }
  }
  return 0;
}

}  // namespace jpeg
