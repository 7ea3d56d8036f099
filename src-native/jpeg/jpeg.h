#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

// A decoder for the JPEGs that cameras and phones write: 8 bits, sequential, Huffman coded, grey or
// YCbCr in one scan (ITU-T T.81). It reconstructs at 1/8, 1/4, 1/2 or the whole size by inverse cosine
// transforms of the low frequencies alone, and resamples from there. All of the entropy coded data is
// read, so that damage anywhere is found. Whatever is unusual or suspicious is left to another decoder.
namespace jpeg {

struct Header {
  int width = 0;
  int height = 0;
  // 1 for grey, 3 for YCbCr.
  int components = 0;
  // EXIF tag 274, 1-8.
  int orientation = 1;
};

// Reads the header; false where the file is not one of ours.
bool inspect(const uint8_t* bytes, size_t length, Header& header);

// Decodes all of it to targetWidth x targetHeight, neither larger than the picture itself; `pixels`
// gets one byte a pixel of a grey picture and red, green, blue of another. False where it is not ours.
bool decode(const uint8_t* bytes, size_t length, int targetWidth, int targetHeight,
            std::vector<uint8_t>& pixels);

}  // namespace jpeg
