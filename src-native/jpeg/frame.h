#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "huffman.h"
#include "jpeg.h"

namespace jpeg {

// One of luma, blue and red difference.
struct Component {
  int id;
  // Sampling factors: blocks of it in a unit (an MCU).
  int across;
  int down;
  int quantizer;
  int dcTable = 0;
  int acTable = 0;
};

// A part of the data between restart markers.
struct Segment {
  size_t from;
  size_t length;
};

// What the markers say, and the entropy coded data without its stuffing.
struct Frame {
  int width = 0;
  int height = 0;
  std::vector<Component> components;
  int mostAcross = 1;
  int mostDown = 1;
  // Units in a row and in a column.
  int unitsAcross = 0;
  int unitsDown = 0;
  size_t restartInterval = 0;
  std::array<std::array<uint8_t, 64>, 4> quantizers{};
  // Kept from picture to picture: most have the same ones.
  Huffman dc[4];
  Huffman ac[4];
  // Where the data begin in the file.
  size_t dataFrom = 0;
  std::vector<uint8_t> data;
  std::vector<Segment> segments;

  void clear();
};

// Reads the markers before the data; false where the file is not one of ours.
bool readHeader(const uint8_t* bytes, size_t length, Frame& frame, Header& header);

// Takes the stuffing and the restart markers out of the data; false where it is not complete.
bool readData(const uint8_t* bytes, size_t length, Frame& frame);

}  // namespace jpeg
