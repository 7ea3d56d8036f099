// Decodes files and what is left of them when they are damaged at random, in the sanitizers' hands:
// jpeg-fuzz <times> <file>...; prints how many were decoded.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "jpeg.h"

using Bytes = std::vector<uint8_t>;

int main(int count, char** arguments) {
  std::vector<Bytes> files;
  for (int i = 2; i < count; i++) {
    std::ifstream file(arguments[i], std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  std::mt19937 random(7);
  const auto below = [&](size_t end) { return static_cast<size_t>(random() % end); };
  int decoded = 0;
  for (int n = 0; n < std::atoi(arguments[1]); n++) {
    Bytes bytes = files[n % files.size()];
    if (below(5) == 0) bytes.resize(below(bytes.size()));
    // Half of them in the headers alone.
    const size_t span = below(2) == 0 ? std::min<size_t>(bytes.size(), 700) : bytes.size();
    for (size_t change = below(7); change > 0 && span > 0; change--) {
      bytes[below(span)] = static_cast<uint8_t>(below(4) == 0 ? 0xff : below(256));
    }
    // In memory of exactly its length, so that one byte too many is noticed.
    const Bytes exact(bytes);
    jpeg::Header header;
    if (!jpeg::inspect(exact.data(), exact.size(), header)) continue;
    const int width = 1 + static_cast<int>(below(std::min(header.width, 300)));
    const int height = 1 + static_cast<int>(below(std::min(header.height, 300)));
    Bytes pixels;
    if (jpeg::decode(exact.data(), exact.size(), width, height, pixels)) decoded++;
  }
  std::printf("%d\n", decoded);
}
